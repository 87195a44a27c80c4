// `qingshan hj212 decode`: what stands in the frames of a device, for engineers.
#pragma once

#include <iosfwd>
#include <string>
#include <string_view>

namespace qs::gateway::hj212 {

// Lines `ID<TAB>BASE64(bytes)[<TAB>SM4 key in hex]` become lines `ID<TAB>JSON`:
// {"frames":[{"crc","len_ok","header":{"QN","ST","CN","MN","Flag"},"cp":[[key,value],...]}],
//  "error":null|text}. A header field that is not there is null. `error` names what belongs to no
// frame, with its byte offset; a wrong CRC or length is told by the frame's own fields. Blank lines
// are skipped, everything else is answered. Always returns 0.
int decode_stream(std::istream& in, std::ostream& out);

// One line's answer without its id.
std::string decode_line(std::string_view base64, std::string_view key_hex);

}  // namespace qs::gateway::hj212
