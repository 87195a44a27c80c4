// A body of POST /api/v1/data.
#include "edge/gateway/http/batch.h"

using namespace qs;

namespace {

class OneDevice : public observe::DeviceBook {
 public:
  std::optional<observe::DeviceProfile> device(std::string_view mn) const override {
    observe::DeviceProfile profile;
    profile.id = mn;
    profile.admitted = true;
    return profile;
  }
  uint64_t version() const override { return 1; }
  Result<observe::Channel> channel(const observe::DeviceProfile&, std::string_view factor,
                                   observe::Cadence, observe::Measure) override {
    if (factor.starts_with('x')) return fail("unknown factor");
    return observe::Channel{1, 1, 0};
  }
  void quarantine(std::string_view, std::string_view, std::string_view, std::string_view) override {
  }
  Result<void> offer_key(std::string_view, std::string_view) override { return {}; }
  void key_spoken(std::string_view) override {}
  void remember_switches(std::string_view, std::string_view) override {}
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  OneDevice devices;
  std::string_view body(reinterpret_cast<const char*>(data), size);
  auto batch = gateway::parse_batch(body, devices, from_ms(1'790'000'000'000));
  if (batch) check(batch->refused.size() <= batch->refused_count, "every refusal is counted");
  return 0;
}
