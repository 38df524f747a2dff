include(GoogleTest)

# throughline_library(NAME SOURCES a.cpp... TESTS a_test.cpp... DEPENDS base... LINKS fmt::fmt... TEST_LINKS ...)
#
# The one way to add a layer: a static library throughline::NAME from the folder src/NAME, and one test
# program throughline_NAME_tests beside it. DEPENDS names other layers and is what tools/check_layers.py
# holds every #include against; LINKS names what comes from outside.
function(throughline_library name)
  cmake_parse_arguments(ARG "" "" "SOURCES;TESTS;DEPENDS;LINKS;TEST_LINKS;FUZZERS" ${ARGN})
  add_library(throughline_${name} STATIC ${ARG_SOURCES})
  add_library(throughline::${name} ALIAS throughline_${name})
  list(TRANSFORM ARG_DEPENDS PREPEND throughline::)
  target_link_libraries(throughline_${name} PUBLIC throughline_flags ${ARG_DEPENDS} ${ARG_LINKS})
  if(ARG_TESTS AND BUILD_TESTING)
    add_executable(throughline_${name}_tests ${ARG_TESTS})
    target_link_libraries(throughline_${name}_tests PRIVATE
      throughline::${name} GTest::gmock GTest::gtest_main ${RAPIDCHECK} ${ARG_TEST_LINKS})
    target_compile_definitions(throughline_${name}_tests PRIVATE
      TL_SOURCE_DIR="${CMAKE_SOURCE_DIR}" TL_BINARY_DIR="${CMAKE_BINARY_DIR}")
    gtest_discover_tests(throughline_${name}_tests TEST_PREFIX ${name}. DISCOVERY_TIMEOUT 60
      PROPERTIES TIMEOUT 600)
  endif()
  if(TL_FUZZ)
    foreach(source IN LISTS ARG_FUZZERS)
      get_filename_component(fuzzer ${source} NAME_WE)
      add_executable(${fuzzer} ${source})
      target_link_libraries(${fuzzer} PRIVATE throughline::${name} -fsanitize=fuzzer)
      file(MAKE_DIRECTORY ${CMAKE_BINARY_DIR}/corpus/${fuzzer})
      add_test(NAME fuzz.${fuzzer} COMMAND ${fuzzer} -max_total_time=10 -timeout=5 -rss_limit_mb=1024
        ${CMAKE_BINARY_DIR}/corpus/${fuzzer} ${CMAKE_SOURCE_DIR}/tests/fuzz/${fuzzer})
    endforeach()
  endif()
endfunction()
