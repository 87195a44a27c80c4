// 压缩包: the parts of a zip file that is held in memory (a document or workbook of an office
// program), unpacked within one bound for all of them.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

struct zip;
struct zip_file;

namespace qs {

class Archive {
 public:
  // `most_unpacked`: bytes of all the parts that are read, each time that they are.
  static Result<Archive> open(std::string bytes, uint64_t most_unpacked);

  bool has(const std::string& part) const;
  std::vector<std::string> parts() const;
  size_t size() const;  // packed
  // The whole part. Faults: there is none, damage, beyond the bound.
  Result<std::string> read(const std::string& part);

  // A part unpacked bit by bit. For as long as the archive.
  class Reader {
   public:
    // Adds what is unpacked next to the text; false at the end of the part.
    Result<bool> more(std::string& text);

   private:
    friend class Archive;
    struct Close {
      void operator()(zip_file* file) const;
    };
    Archive* archive_ = nullptr;
    std::string part_;
    std::unique_ptr<zip_file, Close> file_;
  };
  Result<Reader> reader(const std::string& part);

  // Puts a part in, or another in its place: read() and packed() then have it.
  void put(const std::string& part, std::string bytes);
  // The bytes of the archive with what was put, the same for the same parts. Ends the archive.
  Result<std::string> packed() &&;

  Archive(Archive&&) noexcept;
  Archive& operator=(Archive&&) noexcept;
  ~Archive();

 private:
  struct Held;
  explicit Archive(std::unique_ptr<Held> held);
  std::unique_ptr<Held> held_;
};

}  // namespace qs
