// Dossiers, boards, looks and plot rules of packs: what is wrong is named, what is national reads.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "app/pack.h"

namespace qs::app {
namespace {

class AnswersPack : public ::testing::Test {
 protected:
  AnswersPack() {
    std::filesystem::create_directories(folder_);
    write("pack.toml", "format = 1\nid = \"t\"\nname_zh = \"试\"\nname_en = \"T\"\n");
    write(
        "ledgers/pond.toml",
        "name = \"pond\"\nlabel_zh = \"塘\"\nlabel_en = \"Pond\"\ntitle = \"name\"\n"
        "field = [{ name = \"name\", type = \"text\", label_zh = \"名\", label_en = \"Name\" }]\n");
  }
  ~AnswersPack() override { std::filesystem::remove_all(folder_); }

  void write(const std::string& name, const std::string& text) {
    auto file = folder_ / name;
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file) << text;
  }
  bool says(const std::string& words) {
    standard::Faults faults;
    load_pack(folder_, faults);
    std::string all;
    for (const auto& fault : faults.list) all += fault.message() + "\n";
    EXPECT_NE(all.find(words), all.npos) << all;
    return true;
  }

  std::filesystem::path folder_ =
      std::filesystem::path(::testing::TempDir()) / ("qs_answers_" + std::to_string(::getpid()));
};

TEST_F(AnswersPack, NamesWhatADossierGetsWrong) {
  write("dossiers/pond.toml",
        "fields = [\"depth\"]\n[[part]]\nkind = \"fish\"\nthrough = \"pond\"\n");
  says("'depth' is no field of pond");
  says("'fish' is no kind of record");
}

TEST_F(AnswersPack, NamesWhatABoardGetsWrong) {
  write("boards/b.toml",
        "label_zh = \"板\"\nlabel_en = \"B\"\n[[tile]]\nid = \"a\"\nlabel_zh = \"一\"\n"
        "label_en = \"A\"\nkind = \"pond\"\nfigure = \"mean\"\npast = \"name\"\n");
  says("'mean' is not one of count, sum, share");
  says("'pond' has no street");
  says("'pond.name' is no day and no instant");
}

TEST_F(AnswersPack, NamesWhatALookGetsWrong) {
  write("charge.toml",
        "[[look]]\nid = \"p\"\nlabel_zh = \"塘\"\nlabel_en = \"P\"\nkind = \"pond\"\n"
        "people = [\"name\"]\n");
  says("'pond' has no place");
  says("'pond.name' refers to nobody");
}

TEST_F(AnswersPack, NamesWhatAPlotRuleGetsWrong) {
  write("plot_rules.csv",
        "id,states,listed,remedial,land_class,answer,zh,en,clause,confidence\n"
        "a,clean,,,,perhaps,可,May,,x\n");
  says("'perhaps' is no answer");
  says("has no id, words in both languages or clause");
}

TEST(NationalAnswers, AreSound) {
  standard::Faults faults;
  auto pack = load_pack(std::filesystem::path(QS_SOURCE_DIR) / "packs" / "guancheng", faults);
  for (const auto& fault : faults.list) ADD_FAILURE() << fault.message();
  EXPECT_FALSE(pack.dossiers.empty());
  EXPECT_FALSE(pack.boards.empty());
  EXPECT_FALSE(pack.charge.empty());
  EXPECT_FALSE(pack.plot_rules.empty());
}

}  // namespace
}  // namespace qs::app
