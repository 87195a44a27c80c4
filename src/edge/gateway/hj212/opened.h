// A cut frame opened: check verified, SM4 removed, segment parsed.
#pragma once

#include <string>

#include "edge/gateway/hj212/charset.h"
#include "edge/gateway/hj212/crc.h"
#include "edge/gateway/hj212/cutter.h"
#include "edge/gateway/hj212/segment.h"
#include "edge/gateway/hj212/sm4.h"

namespace qs::gateway::hj212 {

struct Opened {
  CrcVariant crc = CrcVariant::wrong;  // over the plain segment
  bool encrypted = false;              // CP came as cipher and was decrypted
  bool locked = false;                 // CP is cipher and no key opened it
  Encoding encoding = Encoding::ascii;
  Segment segment;    // views into the cut frame or, when encrypted, into `plain`
  std::string plain;  // the plain segment, when encrypted
};

// Opens `cut` (a frame) into `out`, whose storage is reused. `key` may be null. A frame that came
// plain although its device has a key is read as it is.
void open_frame(const Cut& cut, Sm4* key, Opened& out);

}  // namespace qs::gateway::hj212
