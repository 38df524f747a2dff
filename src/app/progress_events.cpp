#include "app/progress_events.hpp"

#include <filesystem>

#include "base/progress.hpp"
#include "render/numbers.hpp"

namespace throughline::app {
namespace {

std::string name_of(const std::string& file) {
  return file == "-" ? "standard input" : std::filesystem::path(file).filename().string();
}

std::string sentence_of(const workflow::Imported& file) {
  const std::string name = name_of(file.file);
  if (file.lines == 0) {
    return fmt::format("{}: nothing new\n", name);
  }
  return fmt::format("{}: {}, {} rows = {} kept + {} in quarantine + {} blank{}\n",
                     name,
                     file.format,
                     render::count(file.lines),
                     render::count(file.hits),
                     render::count(file.rejects),
                     render::count(file.blank),
                     file.resumed ? "; went on where it stopped" : "");
}

}  // namespace

workflow::RunEvents events_on(Console& console) {
  auto bar = std::make_shared<std::unique_ptr<Progress>>();
  const Progress::Mode mode = console.progress ? Progress::Mode::Terminal : Progress::Mode::Lines;
  return {.reading =
              [=, &console](const std::string& file, std::uint64_t bytes) {
                *bar = std::make_unique<Progress>(mode, console.err, name_of(file), bytes);
              },
          .read =
              [=](std::uint64_t lines, std::uint64_t bytes) {
                if (*bar) {
                  (*bar)->update(lines, bytes);
                }
              },
          .imported =
              [=, &console](const workflow::Imported& file) {
                bar->reset();
                console.err << sentence_of(file);
              },
          .deriving =
              [=, &console](double done) {
                if (console.progress) {
                  console.err << fmt::format(
                                     "\rMaking visits {:3.0f}%{}", 100 * done, done < 1 ? "" : "\n")
                              << std::flush;
                }
              },
          .note =
              [=, &console](const std::string& sentence) {
                bar->reset();
                console.err << sentence << "\n";
              }};
}

workflow::RunOptions run_options(Console& console) {
  return {.n_threads = workflow::reading_threads(),
          .open_input = console.open_input,
          .stop = console.stop,
          .events = events_on(console)};
}

}  // namespace throughline::app
