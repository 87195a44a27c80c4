#include "base/archive.h"

#include <fmt/format.h>
#include <zip.h>

#include <map>
#include <set>

namespace qs {
namespace {

constexpr size_t kChunk = 1 << 16;

}  // namespace

struct Archive::Held {
  std::string bytes;
  std::map<std::string, std::string> fresh;  // what was put
  uint64_t most = 0, unpacked = 0;
  zip_t* zip = nullptr;

  ~Held() {
    if (zip) zip_discard(zip);
  }
};

Archive::Archive(std::unique_ptr<Held> held) : held_(std::move(held)) {}
Archive::Archive(Archive&&) noexcept = default;
Archive& Archive::operator=(Archive&&) noexcept = default;
Archive::~Archive() = default;

Result<Archive> Archive::open(std::string bytes, uint64_t most_unpacked) {
  auto held = std::make_unique<Held>();
  held->bytes = std::move(bytes);
  held->most = most_unpacked;
  zip_error_t fault;
  zip_error_init(&fault);
  auto source = zip_source_buffer_create(held->bytes.data(), held->bytes.size(), 0, &fault);
  held->zip = source ? zip_open_from_source(source, ZIP_RDONLY, &fault) : nullptr;
  std::string why = zip_error_strerror(&fault);
  zip_error_fini(&fault);
  if (held->zip) return Archive(std::move(held));
  if (source) zip_source_free(source);
  return fail("is no zip file: " + why);
}

bool Archive::has(const std::string& part) const {
  return held_->fresh.contains(part) || zip_name_locate(held_->zip, part.c_str(), 0) >= 0;
}

std::vector<std::string> Archive::parts() const {
  std::vector<std::string> out;
  auto count = zip_get_num_entries(held_->zip, 0);
  for (zip_int64_t i = 0; i < count; ++i)
    if (auto name = zip_get_name(held_->zip, static_cast<zip_uint64_t>(i), 0)) out.push_back(name);
  return out;
}

size_t Archive::size() const {
  return held_->bytes.size();
}

void Archive::Reader::Close::operator()(zip_file* file) const {
  zip_fclose(file);
}

Result<bool> Archive::Reader::more(std::string& text) {
  auto& held = *archive_->held_;
  auto had = text.size();
  text.resize(had + kChunk);
  auto got = zip_fread(file_.get(), text.data() + had, kChunk);
  if (got < 0) return fail("is damaged", part_);
  text.resize(had + static_cast<size_t>(got));
  held.unpacked += static_cast<uint64_t>(got);
  if (held.unpacked > held.most)
    return fail(fmt::format("unpacks to more than {} bytes", held.most), part_);
  return got > 0;
}

Result<Archive::Reader> Archive::reader(const std::string& part) {
  Reader out;
  out.archive_ = this;
  out.part_ = part;
  out.file_.reset(zip_fopen(held_->zip, part.c_str(), 0));
  if (!out.file_) return fail("the file lacks this part", part);
  return out;
}

Result<std::string> Archive::read(const std::string& part) {
  if (auto fresh = held_->fresh.find(part); fresh != held_->fresh.end()) return fresh->second;
  auto reader = this->reader(part);
  if (!reader) return tl::unexpected(reader.error());
  std::string text;
  for (;;) {
    auto had = reader->more(text);
    if (!had) return tl::unexpected(had.error());
    if (!*had) return text;
  }
}

void Archive::put(const std::string& part, std::string bytes) {
  held_->fresh[part] = std::move(bytes);
}

namespace {

// An archive that is written into memory. What is added lives until it is closed.
class Packer {
 public:
  Packer() : source_(zip_source_buffer_create(nullptr, 0, 0, nullptr)) {
    if (!source_) return;
    zip_source_keep(source_);  // read once it is packed
    zip_ = zip_open_from_source(source_, ZIP_CREATE | ZIP_TRUNCATE, nullptr);
    if (!zip_) zip_source_free(source_);
  }
  ~Packer() {
    if (zip_) zip_discard(zip_);
    if (source_) zip_source_free(source_);
  }
  Packer(const Packer&) = delete;
  Packer& operator=(const Packer&) = delete;

  zip_t* zip() const { return zip_; }

  bool add(const std::string& part, zip_source_t* source) {
    auto at = source ? zip_file_add(zip_, part.c_str(), source, ZIP_FL_ENC_UTF_8) : -1;
    if (at < 0) {
      if (source) zip_source_free(source);
      return false;
    }
    constexpr zip_uint16_t kFirstDay = 0x21;  // 1980-01-01, where the calendar of zip begins
    return zip_file_set_dostime(zip_, static_cast<zip_uint64_t>(at), 0, kFirstDay, 0) == 0;
  }

  Result<std::string> close() {
    if (zip_close(zip_) != 0) return fail(zip_strerror(zip_));
    zip_ = nullptr;
    zip_stat_t about;
    if (zip_source_stat(source_, &about) != 0 || zip_source_open(source_) != 0)
      return fail("the packed file cannot be read");
    std::string out(about.size, '\0');
    auto got = zip_source_read(source_, out.data(), out.size());
    zip_source_close(source_);
    if (got < 0 || static_cast<size_t>(got) != out.size())
      return fail("the packed file cannot be read");
    return out;
  }

 private:
  zip_source_t* source_;
  zip_t* zip_ = nullptr;
};

}  // namespace

// A new archive: libzip 1.7 frees what is not its own when it changes one that lies in memory.
Result<std::string> Archive::packed() && {
  Packer packer;
  if (!packer.zip()) return fail("no archive can be made");
  auto add_fresh = [&](const std::string& part, const std::string& bytes) {
    return packer.add(part, zip_source_buffer(packer.zip(), bytes.data(), bytes.size(), 0));
  };
  std::set<std::string> known;
  auto names = parts();
  for (size_t i = 0; i < names.size(); ++i) {
    known.insert(names[i]);
    auto fresh = held_->fresh.find(names[i]);
    bool added = fresh != held_->fresh.end()
                     ? add_fresh(names[i], fresh->second)
                     : packer.add(names[i], zip_source_zip(packer.zip(), held_->zip, i,
                                                           ZIP_FL_COMPRESSED, 0, -1));
    if (!added) return fail(zip_strerror(packer.zip()), names[i]);
  }
  for (const auto& [part, bytes] : held_->fresh)
    if (!known.contains(part) && !add_fresh(part, bytes))
      return fail(zip_strerror(packer.zip()), part);
  return packer.close();
}

}  // namespace qs
