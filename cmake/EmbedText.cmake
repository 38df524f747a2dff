# cmake -DFILES=a;b -DOUT=... -DNAME=kStyles -P EmbedText.cmake: text files, one after the other, as one constant.
set(text "// Made by cmake/EmbedText.cmake; do not edit.\n#pragma once\n\n#include <string_view>\n\nnamespace throughline::embedded {\n\n")
string(APPEND text "inline constexpr std::string_view ${NAME} =\n")
foreach(file IN LISTS FILES)
  file(READ ${file} body)
  string(APPEND text "    R\"text(${body})text\"\n")
endforeach()
string(APPEND text "    ;\n\n}  // namespace throughline::embedded\n")
file(WRITE ${OUT} "${text}")
