// Nothing is preprocessed; svelte-check looks for this file.
export default {};
