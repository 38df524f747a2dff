// Sets theme and language before the first paint, so that nothing flashes.
(() => {
  const root = document.documentElement;
  const asked = new URLSearchParams(location.search);
  const kept = (key) => {
    try {
      return localStorage.getItem(key);
    } catch {
      return null;
    }
  };
  const theme = asked.get('theme') ?? kept('theme');
  if (theme === 'light' || theme === 'dark') root.dataset.theme = theme;
  const language = asked.get('lang') ?? kept('lang');
  if (language === 'en' || language === 'zh') root.lang = language;
  else if (navigator.language.startsWith('zh')) root.lang = 'zh';
})();
