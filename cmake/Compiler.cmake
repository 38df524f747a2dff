# Flags of every target: warnings as STYLE asks, sanitizers by preset, and floating point that does not
# depend on the machine (no fused multiply-add, no fast-math), so that golden files hold everywhere.
add_library(throughline_flags INTERFACE)
target_compile_options(throughline_flags INTERFACE
  -Wall -Wextra -Wno-missing-field-initializers -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wnon-virtual-dtor -Woverloaded-virtual
  -ffp-contract=off $<$<BOOL:${TL_WERROR}>:-Werror>)
# x86-64-v2 (SSE4.2, POPCNT; every server CPU since 2009) is the least machine the product claims.
target_compile_options(throughline_flags INTERFACE -march=x86-64-v2)
# libstdc++ 12's own stable_sort calls a function that it marks as deprecated; clang reports it at our call.
target_compile_options(throughline_flags INTERFACE $<$<CXX_COMPILER_ID:Clang>:-Wno-deprecated-declarations>)
target_include_directories(throughline_flags INTERFACE ${CMAKE_SOURCE_DIR}/src)
if(CMAKE_BUILD_TYPE STREQUAL "Debug")
  target_compile_definitions(throughline_flags INTERFACE _GLIBCXX_ASSERTIONS)
endif()
if(TL_SANITIZE)
  target_compile_options(throughline_flags INTERFACE
    -fsanitize=${TL_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_link_options(throughline_flags INTERFACE -fsanitize=${TL_SANITIZE})
endif()
if(TL_FUZZ)
  target_compile_options(throughline_flags INTERFACE -fsanitize=fuzzer-no-link)
endif()
