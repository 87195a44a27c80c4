// `qingshan hj212 decode`: whatever the lines say, each gets one line of JSON back.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <sstream>
#include <string>

#include "base/json.h"
#include "edge/gateway/hj212/base64.h"
#include "edge/gateway/hj212/decode_verb.h"

using namespace qs;
using namespace qs::gateway::hj212;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  std::string text(reinterpret_cast<const char*>(data), size);
  std::istringstream in(text + "\nid\t" + encode_base64(text) +
                        "\t30303030303030303030303030303030\n");
  std::ostringstream out;
  if (decode_stream(in, out) != 0) std::abort();
  std::istringstream lines(out.str());
  std::string line, last;
  while (std::getline(lines, line)) last = line;
  if (!last.starts_with("id\t")) std::abort();
  auto answer = Json::parse(last.substr(3), nullptr, false);
  if (!answer.is_object() || !answer["frames"].is_array()) std::abort();
  auto back = decode_base64(encode_base64(text));
  if (!back || *back != text) std::abort();
  return 0;
}
