#include "edge/store/digest.h"

#include <openssl/evp.h>

#include <bit>
#include <cstring>

namespace qs::store {
namespace {

constexpr size_t kPending = 64 * 1024;  // small figures are gathered before they are hashed
constexpr std::array<std::string_view, kDataKinds> kNames{"frames", "realtime", "minute",
                                                          "hour_and_longer", "notes"};

EVP_MD_CTX* context(void* p) {
  return static_cast<EVP_MD_CTX*>(p);
}

void put(std::string& out, uint64_t value) {
  static_assert(std::endian::native == std::endian::little);
  out.append(reinterpret_cast<const char*>(&value), sizeof value);
}

void put(std::string& out, std::string_view text) {
  put(out, text.size());
  out += text;
}

}  // namespace

std::string hex(const Hash& hash) {
  std::string out;
  for (auto byte : hash) fmt::format_to(std::back_inserter(out), "{:02x}", byte);
  return out;
}

std::string_view bytes_of(const Hash& hash) {
  return {reinterpret_cast<const char*>(hash.data()), hash.size()};
}

Hash hash_of(std::string_view bytes) {
  Hash hash{};
  std::copy_n(bytes.begin(), std::min(bytes.size(), hash.size()), hash.begin());
  return hash;
}

std::string bytes_of(const Parts& parts) {
  std::string bytes;
  for (const auto& part : parts) bytes += bytes_of(part);
  return bytes;
}

Parts parts_of(std::string_view bytes) {
  Parts parts;
  for (auto& part : parts) {
    part = hash_of(bytes);
    bytes.remove_prefix(std::min(bytes.size(), part.size()));
  }
  return parts;
}

void Sha256::Free::operator()(void* p) const {
  EVP_MD_CTX_free(context(p));
}

Sha256::Sha256() : context_(EVP_MD_CTX_new()) {
  check(context_ && EVP_DigestInit_ex(context(context_.get()), EVP_sha256(), nullptr) == 1,
        "SHA-256 is there");
}

void Sha256::add(std::string_view bytes) {
  EVP_DigestUpdate(context(context_.get()), bytes.data(), bytes.size());
}

void Sha256::number(uint64_t value) {
  std::string bytes;
  put(bytes, value);
  add(bytes);
}

void Sha256::text(std::string_view value) {
  number(value.size());
  add(value);
}

Hash Sha256::finish() {
  Hash hash;
  EVP_DigestFinal_ex(context(context_.get()), hash.data(), nullptr);
  EVP_DigestInit_ex(context(context_.get()), nullptr, nullptr);
  return hash;
}

std::string_view name(DataKind kind) {
  return kNames[static_cast<size_t>(kind)];
}

DataKind kind_of(observe::Cadence cadence) {
  switch (cadence) {
    case observe::Cadence::realtime:
      return DataKind::realtime;
    case observe::Cadence::minute:
      return DataKind::minute;
    default:
      return DataKind::hour_and_longer;
  }
}

void BatchDigest::flush(DataKind kind) {
  auto& pending = pending_[static_cast<size_t>(kind)];
  parts_[static_cast<size_t>(kind)].add(pending);
  pending.clear();
}

void BatchDigest::frame(observe::Seq seq, const observe::RawFrame& frame) {
  auto& out = pending_[static_cast<size_t>(DataKind::frames)];
  put(out, seq);
  put(out, static_cast<uint64_t>(to_ms(frame.received)));
  put(out, frame.device);
  put(out, frame.bytes);
  if (out.size() >= kPending) flush(DataKind::frames);
}

void BatchDigest::sample(const observe::Sample& s, observe::Seq seq, DataKind kind) {
  std::array<uint64_t, 5> words{seq, s.frame,
                                uint64_t{s.series} << 16 | static_cast<uint64_t>(s.mark) << 8 |
                                    static_cast<uint64_t>(s.origin),
                                static_cast<uint64_t>(s.time), std::bit_cast<uint64_t>(s.value)};
  auto& out = pending_[static_cast<size_t>(kind)];
  out.append(reinterpret_cast<const char*>(words.data()), sizeof words);
  if (out.size() >= kPending) flush(kind);
}

void BatchDigest::note(observe::Seq seq, const observe::Note& note) {
  auto& out = pending_[static_cast<size_t>(DataKind::notes)];
  put(out, seq);
  put(out, static_cast<uint64_t>(note.time));
  for (const auto& text : {note.device, note.kind, note.code, note.text}) put(out, text);
  if (out.size() >= kPending) flush(DataKind::notes);
}

Parts BatchDigest::finish() {
  Parts parts;
  for (size_t i = 0; i < kDataKinds; ++i) {
    flush(static_cast<DataKind>(i));
    parts[i] = parts_[i].finish();
  }
  return parts;
}

Hash link(const Hash& previous, const BatchFacts& facts, const Parts& parts) {
  Sha256 sha;
  sha.add(bytes_of(previous));
  sha.number(facts.first);
  sha.number(facts.last);
  sha.number(static_cast<uint64_t>(facts.received));
  sha.text(facts.by);
  sha.text(facts.reason);
  for (const auto& part : parts) sha.add(bytes_of(part));
  return sha.finish();
}

}  // namespace qs::store
