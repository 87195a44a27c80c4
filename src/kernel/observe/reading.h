// What an edge delivers: readings bound to their series, with the raw bytes they came in.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "kernel/observe/series.h"
#include "kernel/observe/series_log.h"

namespace qs::observe {

// 通道: how one device's one key becomes a series' value. Unit conversion happens here and only
// here.
struct Channel {
  SeriesId series = 0;
  double scale = 1, offset = 0;  // kept = sent * scale + offset
};

// What came in one frame, on its way to the flow. `done` is called exactly once, from the flow's
// thread, after the batch is durable (or has failed): the gateway then acknowledges.
struct Delivery {
  RawFrame frame;
  std::vector<Sample> samples;  // Sample::frame is filled by the flow
  std::vector<Note> notes;
  std::function<void(const Result<Receipt>&)> done;
};

// The bounded queue before the flow. Overload is refused here and counted, never hidden.
class Intake {
 public:
  virtual ~Intake() = default;
  // False when the queue is full: the sender must not acknowledge. Callable from any thread.
  virtual bool offer(Delivery&& delivery) = 0;
};

// 设备册: which device may speak, and which series its keys are. Asked by the gateways, from any
// thread; implemented in app over the ledger. Answers are cached by the connection.
struct DeviceProfile {
  std::string id;    // MN as sent
  std::string site;  // ledger id of its station
  std::string password;
  std::string sm4_key;   // 16 bytes, empty: plain
  std::string switches;  // JSON object of detected per-device switches (CRC variant, encoding, ...)
  bool admitted = false;       // false: quarantined
  std::string next_sm4_key{};  // offered to the device, which has not spoken with it yet
};

class DeviceBook {
 public:
  virtual ~DeviceBook() = default;
  // nullopt: never heard of. A quarantined device has admitted == false.
  virtual std::optional<DeviceProfile> device(std::string_view mn) const = 0;
  // Changes whenever any profile may have changed: cached answers older than this are asked again.
  virtual uint64_t version() const = 0;
  // The channel of a device's key, opening the series when it is new. Unknown factor: an Error.
  // `factor` as sent: 2017 code, 2005 code or alias.
  virtual Result<Channel> channel(const DeviceProfile& device, std::string_view factor,
                                  Cadence cadence, Measure measure) = 0;
  // Puts an unknown device into quarantine (idempotent, bounded, done later by the flow).
  virtual void quarantine(std::string_view mn, std::string_view system, std::string_view peer,
                          std::string_view first_frame) = 0;
  // Keeps a new SM4 key beside the present one, as a secret, until the device speaks with it.
  virtual Result<void> offer_key(std::string_view mn, std::string_view key) = 0;
  virtual void key_spoken(std::string_view mn) = 0;  // the new key takes the old one's place
  // Remembers per-device switches that were detected (JSON object).
  virtual void remember_switches(std::string_view mn, std::string_view switches) = 0;
};

}  // namespace qs::observe
