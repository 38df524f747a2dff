#include "render/ledger_words.hpp"

#include <algorithm>
#include <array>

namespace throughline::render {
namespace {

// One thing in both languages.
struct Word {
  std::string_view english;
  std::string_view chinese;
};

// A word with the shape and the name by which style sheets and programs know it.
struct Marked {
  Word word;
  std::string_view shape;
  std::string_view slug;
};

template <class Table, class Enum>
const auto& entry_of(const Table& table, Enum value) {
  return table[std::min(static_cast<std::size_t>(value), table.size() - 1)];
}

template <std::size_t N, class Enum>
std::string word_of(const std::array<Word, N>& table, Enum value, Language l) {
  const Word& word = entry_of(table, value);
  return std::string(say(l, word.english, word.chinese));
}

template <std::size_t N, class Enum>
std::string word_of(const std::array<Marked, N>& table, Enum value, Language l) {
  const Word& word = entry_of(table, value).word;
  return std::string(say(l, word.english, word.chinese));
}

constexpr std::array<Marked, kVerdicts> kVerdict = {
    {{{"Working", "有效"}, "▲", "working"},
     {{"Not working", "无效"}, "▬", "not-working"},
     {{"Harmful", "有害"}, "▼", "harmful"},
     {{"Too early", "为时过早"}, "◔", "too-early"},
     {{"Underpowered", "样本不足"}, "◇", "underpowered"},
     {{"Unmeasured", "未测量"}, "◌", "unmeasured"},
     {{"Learning only", "仅供学习"}, "▤", "learning-only"},
     {{"Void", "作废"}, "⊠", "void"}}};
constexpr std::string_view kLetters = "WNHTPULV";

constexpr std::array<Marked, 4> kStatus = {{{{"supported", "得到支持"}, "●", "supported"},
                                            {{"partly", "部分支持"}, "◐", "partly"},
                                            {{"refuted", "被否定"}, "✕", "refuted"},
                                            {{"untested", "未检验"}, "○", "untested"}}};

constexpr std::array<Word, 3> kUntested = {{{"no evidence", "没有证据"},
                                            {"only grade D or E", "只有 D 或 E 级证据"},
                                            {"inconclusive", "尚无定论"}}};

constexpr std::array<Marked, 4> kMode = {{{{"engaged", "深度关系"}, "◐", "engaged"},
                                          {{"networked", "网络传播"}, "◑", "networked"},
                                          {{"converged", "两者结合"}, "●", "converged"},
                                          {{"neither", "两者皆非"}, "○", "neither"}}};

constexpr std::array<Word, 15> kNode = {{{"Company", "公司"},
                                         {"Purpose", "宗旨"},
                                         {"Dataset", "数据集"},
                                         {"Metric", "指标"},
                                         {"Goal", "目标"},
                                         {"Product", "产品"},
                                         {"Market", "市场"},
                                         {"Strategy", "战略"},
                                         {"Programme", "计划"},
                                         {"Tactic", "战术"},
                                         {"Partner", "伙伴"},
                                         {"Community", "社群"},
                                         {"Learning", "认识"},
                                         {"Decision", "决定"},
                                         {"Change", "变更"}}};

constexpr std::array<Word, 5> kAction = {{{"scale", "扩大"},
                                          {"keep", "保持"},
                                          {"extend", "延长"},
                                          {"stop", "停止"},
                                          {"override", "推翻"}}};

constexpr std::array<Word, 3> kStage = {{{"seed", "播种"}, {"test", "试验"}, {"scale", "扩大"}}};

constexpr std::array<Word, 5> kTacticStatus = {{{"draft", "草稿"},
                                                {"planned", "已计划"},
                                                {"running", "进行中"},
                                                {"stopped", "已停止"},
                                                {"retired", "已结束"}}};

constexpr std::array<Word, 5> kBoard = {{{"revenue", "收入"},
                                         {"new business", "新业务"},
                                         {"growth market", "增长市场"},
                                         {"cost efficiency", "成本效率"},
                                         {"recruitment", "招聘"}}};

constexpr std::array<Word, 4> kAnsoff = {{{"Penetration", "市场渗透"},
                                          {"Market development", "市场开发"},
                                          {"Product development", "产品开发"},
                                          {"Diversification", "多元化"}}};

constexpr std::array<Word, 4> kLens = {
    {{"IT", "技术"}, {"Marketing", "营销"}, {"PR", "公关"}, {"Service", "客服"}}};

constexpr std::array<Word, 3> kConsistent = {
    {{"on brand", "符合品牌"}, {"brand-neutral", "与品牌无关"}, {"off brand", "不符合品牌"}}};

constexpr std::array<Word, 6> kSource = {{{"visit", "走访"},
                                          {"mention", "提及"},
                                          {"journey", "旅程"},
                                          {"signal", "信号"},
                                          {"experiment", "实验"},
                                          {"internal", "内部"}}};

constexpr std::array<Word, 14> kMethod = {{{"randomised test", "随机试验"},
                                           {"geo holdout", "地区对照"},
                                           {"switchback", "交替开关试验"},
                                           {"synthetic control", "合成对照"},
                                           {"difference in differences", "双重差分"},
                                           {"interrupted series", "中断时间序列"},
                                           {"mix model", "营销组合模型"},
                                           {"calibrated attribution", "校准归因"},
                                           {"before and after", "前后对比"},
                                           {"comparison with peers", "与同类比较"},
                                           {"attribution", "归因"},
                                           {"report", "他人报告"},
                                           {"anecdote", "个例"},
                                           {"study from outside", "外部研究"}}};

constexpr std::array<Word, views::kMoneySteps> kStep = {{{"Spent", "已花费"},
                                                         {"Mapped to a tactic", "对应到战术"},
                                                         {"Measured", "已测量"},
                                                         {"Tested at A or B", "A 或 B 级检验"},
                                                         {"Paying", "有回报"}}};

constexpr std::array<Word, 4> kBrand = {{{"strategic", "战略性"},
                                         {"useful, not strategic", "有用，但非战略性"},
                                         {"not useful", "没有用处"},
                                         {"can't tell yet", "尚无法判断"}}};

constexpr std::array<Word, 4> kLensState = {{{"measured", "已测量"},
                                             {"no rows yet", "尚无数据"},
                                             {"does not apply", "不适用"},
                                             {"missing", "缺失"}}};

constexpr std::array<Word, 4> kLock = {{{"never locked", "从未锁定"},
                                        {"locked, unchanged", "已锁定，未变"},
                                        {"changed after lock", "锁定后被修改"},
                                        {"lock file broken", "锁定文件损坏"}}};

constexpr std::array<Word, 4> kHistory = {
    {{"locked", "锁定"}, {"decided", "决定"}, {"plan changed", "修改计划"}, {"learned", "学到"}}};

constexpr std::array<Word, kVerdictSteps> kVerdictStep = {
    {{"the rule, the measure or the date was edited after the lock",
      "规则、指标或日期在锁定后被修改"},
     {"a feed is missing, stale or without consent, or no estimate decides",
      "数据缺失、过期或未获同意，或没有可用的估计"},
     {"a guardrail suffers beyond its margin", "护栏指标受损超出容限"},
     {"the date is not reached and no stop rule is met", "日期未到，也未触发停止规则"},
     {"the best evidence is only grade D or E, or it is made by hand",
      "最好的证据只有 D 或 E 级，或属手工项目"},
     {"the interval lies above zero and the estimate is large enough to matter",
      "区间高于零，且效果足够大"},
     {"the interval lies below zero", "区间低于零"},
     {"the interval leaves out every effect large enough to matter", "区间排除了一切足够大的效果"},
     {"the interval holds both nothing and an effect that matters",
      "区间既包含零也包含足够大的效果"}}};

}  // namespace

std::string name_of(plan::Verdict verdict, Language l) { return word_of(kVerdict, verdict, l); }

std::string_view shape_of(plan::Verdict verdict) { return entry_of(kVerdict, verdict).shape; }

char letter_of(plan::Verdict verdict) { return entry_of(kLetters, verdict); }

std::string_view slug_of(plan::Verdict verdict) { return entry_of(kVerdict, verdict).slug; }

std::string name_of(plan::LinkStatus status, Language l) { return word_of(kStatus, status, l); }

std::string_view shape_of(plan::LinkStatus status) { return entry_of(kStatus, status).shape; }

std::string_view slug_of(plan::LinkStatus status) { return entry_of(kStatus, status).slug; }

std::string name_of(plan::Untested why, Language l) { return word_of(kUntested, why, l); }

std::string name_of(plan::Mode mode, Language l) { return word_of(kMode, mode, l); }

std::string_view shape_of(plan::Mode mode) { return entry_of(kMode, mode).shape; }

std::string_view slug_of(plan::Mode mode) { return entry_of(kMode, mode).slug; }

std::string name_of(plan::NodeType type, Language l) { return word_of(kNode, type, l); }

std::string name_of(plan::Action action, Language l) { return word_of(kAction, action, l); }

std::string name_of(plan::Stage stage, Language l) { return word_of(kStage, stage, l); }

std::string name_of(plan::Status status, Language l) { return word_of(kTacticStatus, status, l); }

std::string name_of(plan::Board board, Language l) { return word_of(kBoard, board, l); }

std::string name_of(plan::Ansoff move, Language l) { return word_of(kAnsoff, move, l); }

std::string name_of(plan::LensName lens, Language l) { return word_of(kLens, lens, l); }

std::string name_of(plan::Consistent consistent, Language l) {
  return word_of(kConsistent, consistent, l);
}

std::string name_of(plan::LearningSource source, Language l) { return word_of(kSource, source, l); }

std::string name_of(schema::Method method, Language l) { return word_of(kMethod, method, l); }

std::string name_of(views::MoneyStep step, Language l) { return word_of(kStep, step, l); }

std::string name_of(views::BrandWord word, Language l) { return word_of(kBrand, word, l); }

std::string name_of(views::LensState state, Language l) { return word_of(kLensState, state, l); }

std::string name_of(views::LockState state, Language l) { return word_of(kLock, state, l); }

std::string name_of(views::HistoryKind kind, Language l) { return word_of(kHistory, kind, l); }

std::string meaning_of_step(int step, Language l) {
  return word_of(kVerdictStep, std::clamp(step, 1, kVerdictSteps) - 1, l);
}

}  // namespace throughline::render
