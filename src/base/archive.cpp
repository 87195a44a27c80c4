#include "base/archive.h"

#include <fmt/format.h>
#include <zip.h>

#include <deque>

namespace qs {
namespace {

constexpr size_t kChunk = 1 << 16;

}  // namespace

struct Archive::Held {
  std::string bytes;
  std::deque<std::string> fresh;  // what was put; the library reads it when it packs
  uint64_t most = 0, unpacked = 0;
  zip_source_t* source = nullptr;
  zip_t* zip = nullptr;

  ~Held() {
    if (zip) zip_discard(zip);
    if (source) zip_source_free(source);
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
  held->source = zip_source_buffer_create(held->bytes.data(), held->bytes.size(), 0, &fault);
  if (held->source) {
    zip_source_keep(held->source);  // read again once it is packed
    held->zip = zip_open_from_source(held->source, 0, &fault);
    if (!held->zip) zip_source_free(held->source);
  }
  std::string why = zip_error_strerror(&fault);
  zip_error_fini(&fault);
  if (!held->zip) return fail("is no zip file: " + why);
  return Archive(std::move(held));
}

bool Archive::has(const std::string& part) const {
  return zip_name_locate(held_->zip, part.c_str(), 0) >= 0;
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
  auto reader = this->reader(part);
  if (!reader) return tl::unexpected(reader.error());
  std::string text;
  for (;;) {
    auto had = reader->more(text);
    if (!had) return tl::unexpected(had.error());
    if (!*had) return text;
  }
}

Result<void> Archive::put(const std::string& part, std::string bytes) {
  const auto& kept = held_->fresh.emplace_back(std::move(bytes));
  auto source = zip_source_buffer(held_->zip, kept.data(), kept.size(), 0);
  auto at = source ? zip_file_add(held_->zip, part.c_str(), source, ZIP_FL_OVERWRITE) : -1;
  if (at < 0) {
    if (source) zip_source_free(source);
    return fail(zip_strerror(held_->zip), part);
  }
  constexpr zip_uint16_t kFirstDay = 0x21;  // 1980-01-01, where the calendar of zip begins
  zip_file_set_dostime(held_->zip, static_cast<zip_uint64_t>(at), 0, kFirstDay, 0);
  return {};
}

Result<std::string> Archive::packed() && {
  if (zip_close(held_->zip) != 0) return fail(zip_strerror(held_->zip));
  held_->zip = nullptr;
  auto source = held_->source;
  zip_stat_t about;
  if (zip_source_stat(source, &about) != 0 || zip_source_open(source) != 0)
    return fail("the packed file cannot be read");
  std::string out(about.size, '\0');
  auto got = zip_source_read(source, out.data(), out.size());
  zip_source_close(source);
  if (got < 0 || static_cast<size_t>(got) != out.size())
    return fail("the packed file cannot be read");
  return out;
}

}  // namespace qs
