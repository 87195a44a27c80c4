// 分包: the packets of one upload (PNUM, PNO), put together per device and bounded.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"
#include "edge/gateway/hj212/segment.h"

namespace qs::gateway::hj212 {

inline constexpr int kMaxPackets = 400;             // a PNUM above is absurd
inline constexpr size_t kMaxOpenUploads = 4;        // per device
inline constexpr size_t kMaxAssembly = 512 * 1024;  // bytes of CP per upload
inline constexpr std::chrono::seconds kPacketTimeout{120};

// What a packet means for its upload.
struct PacketVerdict {
  enum Kind : uint8_t {
    whole,     // not split (or split into one)
    piece,     // one of several; more are to come
    complete,  // the last that was missing
    absurd,    // PNUM or PNO out of all bounds
  } kind = whole;
  // DataTime of the upload's earlier packets, for a packet that has none.
  std::optional<std::string> data_time;
  // The whole upload's CP, when complete and some item or factor is spread over two packets.
  std::optional<std::string> assembled_cp;
  bool shares_qn = false;
  size_t timed_out = 0;  // uploads given up meanwhile
};

// Not thread-safe; one per device.
class PacketShelf {
 public:
  PacketVerdict add(const Segment& segment, Instant now);
  // Uploads that waited too long for a packet are given up; how many.
  size_t expire(Instant now);
  bool empty() const { return uploads_.empty(); }

 private:
  struct Upload {
    std::string command, system;
    int count = 0, came = 0;
    Instant touched;
    size_t bytes = 0;
    std::string qn, data_time;
    std::vector<std::string> cp;  // by PNO - 1; empty: missing
    std::vector<bool> has;
  };
  Upload& upload_for(const Segment& segment, int count, int number, Instant now,
                     PacketVerdict& verdict);
  static std::optional<std::string> join(const Upload& upload);

  std::vector<Upload> uploads_;
};

}  // namespace qs::gateway::hj212
