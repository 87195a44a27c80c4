#include "edge/gateway/hj212/packets.h"

#include <algorithm>

#include "edge/gateway/hj212/key.h"
#include "edge/gateway/hj212/letters.h"

namespace qs::gateway::hj212 {
namespace {

std::string_view data_time_of(const Segment& segment) {
  for (const auto& pair : segment.pairs)
    if (pair.key == "DataTime") return pair.value;
  return {};
}

std::string_view last_item(std::string_view cp) {
  while (!cp.empty() && (cp.back() == ';' || cp.back() == ',')) cp.remove_suffix(1);
  auto at = cp.find_last_of(";,");
  return at == cp.npos ? cp : cp.substr(at + 1);
}

std::string_view first_item(std::string_view cp) {
  return cp.substr(0, cp.find_first_of(";,"));
}

std::string_view factor(std::string_view item) {
  return split_key(item.substr(0, item.find('='))).factor;
}

// Was an item cut in its middle? Then the two packets join without a separator.
bool cut_inside(std::string_view before, std::string_view after) {
  return !before.ends_with(';') && !before.ends_with(',') &&
         (last_item(before).find('=') == before.npos || first_item(after).find('=') == after.npos);
}

}  // namespace

size_t PacketShelf::expire(Instant now) {
  return std::erase_if(uploads_, [&](const Upload& u) { return now - u.touched > kPacketTimeout; });
}

PacketShelf::Upload& PacketShelf::upload_for(const Segment& segment, int count, int number,
                                             Instant now, PacketVerdict& verdict) {
  auto at = std::find_if(uploads_.begin(), uploads_.end(), [&](const Upload& u) {
    return u.command == segment.cn.value_or("") && u.system == segment.st.value_or("") &&
           u.count == count;
  });
  if (at != uploads_.end()) {
    // The same number again with other content begins the next upload of this kind.
    auto index = static_cast<size_t>(number - 1);
    if (!at->has[index] || at->cp[index] == segment.cp) return *at;
    uploads_.erase(at);
    ++verdict.timed_out;
  }
  if (uploads_.size() >= kMaxOpenUploads) {
    uploads_.erase(uploads_.begin());
    ++verdict.timed_out;
  }
  Upload upload;
  upload.command = segment.cn.value_or("");
  upload.system = segment.st.value_or("");
  upload.count = count;
  upload.touched = now;
  upload.qn = segment.qn.value_or("");
  upload.cp.resize(static_cast<size_t>(count));
  upload.has.resize(static_cast<size_t>(count));
  uploads_.push_back(std::move(upload));
  return uploads_.back();
}

std::optional<std::string> PacketShelf::join(const Upload& upload) {
  bool spread = false;
  std::string all;
  for (const auto& cp : upload.cp) {
    if (!all.empty() && !cp.empty()) {
      bool inside = cut_inside(all, cp);
      spread |= inside || factor(last_item(all)) == factor(first_item(cp));
      if (!inside && !all.ends_with(';')) all += ';';
    }
    all += cp;
  }
  return spread ? std::optional(std::move(all)) : std::nullopt;
}

PacketVerdict PacketShelf::add(const Segment& segment, Instant now) {
  PacketVerdict verdict;
  if (!segment.pnum && !segment.pno) return verdict;
  int count = segment.pnum ? whole_number(*segment.pnum) : -1;
  int number = segment.pno ? whole_number(*segment.pno) : -1;
  if (count < 1 || count > kMaxPackets || number < 1 || number > count) {
    verdict.kind = PacketVerdict::absurd;
    return verdict;
  }
  verdict.timed_out = expire(now);
  if (count == 1) return verdict;
  auto& upload = upload_for(segment, count, number, now, verdict);
  auto index = static_cast<size_t>(number - 1);
  upload.touched = now;
  auto data_time = data_time_of(segment);
  if (data_time.empty() && !upload.data_time.empty()) verdict.data_time = upload.data_time;
  bool one_time = data_time.empty() || upload.data_time.empty() || data_time == upload.data_time;
  if (!data_time.empty()) upload.data_time = data_time;
  if (!upload.has[index]) {
    verdict.shares_qn = upload.came > 0 && upload.qn == segment.qn.value_or("");
    upload.has[index] = true;
    ++upload.came;
    upload.bytes += segment.cp.size();
    if (upload.bytes <= kMaxAssembly) upload.cp[index] = segment.cp;
  }
  verdict.kind = upload.came == upload.count ? PacketVerdict::complete : PacketVerdict::piece;
  if (verdict.kind == PacketVerdict::piece) return verdict;
  if (one_time && upload.bytes <= kMaxAssembly) verdict.assembled_cp = join(upload);
  uploads_.erase(uploads_.begin() + (&upload - uploads_.data()));
  return verdict;
}

}  // namespace qs::gateway::hj212
