#include "edge/gateway/hj212/dialogue.h"

#include "edge/gateway/hj212/inbound.h"
#include "edge/gateway/hj212/key_rotation.h"

namespace qs::gateway::hj212 {
namespace {

// The interval of a statistic's command, for finding holes.
Millis interval_of(int command, const Switches& switches) {
  switch (command) {
    case 2051:
      return std::chrono::minutes{switches.minute_interval};
    case 2061:
      return std::chrono::hours{1};
    case 2031:
      return std::chrono::days{1};
    default:
      return Millis{0};
  }
}

}  // namespace

Dialogue::Dialogue(Exchange& exchange, std::string peer)
    : exchange_(exchange), peer_(std::move(peer)) {}

void Dialogue::received(std::string_view bytes, Instant now) {
  exchange_.counters->bytes += bytes.size();
  cutter_.feed(bytes);
  while (auto cut = cutter_.next()) take(*cut, now);
}

void Dialogue::quiet(Instant now) {
  while (auto cut = cutter_.finish()) take(*cut, now);
}

void Dialogue::closed(Instant now) {
  quiet(now);
  for (auto& [mn, device] : speakers_) {
    std::lock_guard lock(device->mutex);
    device->offline(now, line_.get());
  }
  line_.reset();
}

void Dialogue::take(const Cut& cut, Instant now) {
  switch (cut.kind) {
    case CutKind::garbage:
      exchange_.counters->garbage_bytes += cut.bytes.size();
      return refuse(Refusal::garbage, last_speaker_.get());
    case CutKind::truncated:
      return refuse(Refusal::truncated, last_speaker_.get());
    case CutKind::frame:
      return frame(cut, now);
  }
}

void Dialogue::refuse(Refusal refusal, Device* device) {
  exchange_.counters->add(refusal);
  if (device == nullptr) return;
  std::lock_guard lock(device->mutex);
  ++device->health.refusals[static_cast<size_t>(refusal)];
}

// The admitted device of this name, with its newest profile; null for strangers.
std::shared_ptr<Device> Dialogue::speaker(std::string_view mn, Instant now) {
  auto version = exchange_.book.version();
  auto device = last_speaker_ && last_speaker_->mn == mn ? last_speaker_ : nullptr;
  if (!device)
    if (auto at = speakers_.find(std::string(mn)); at != speakers_.end()) device = at->second;
  if (device) {
    std::lock_guard lock(device->mutex);
    if (device->version == version) return device->profile.admitted ? device : nullptr;
  }
  auto profile = exchange_.book.device(mn);
  if (!profile || !profile->admitted) {
    if (device) {
      std::lock_guard lock(device->mutex);
      device->profile.admitted = false;
      device->version = version;
    }
    return nullptr;
  }
  if (!device) device = exchange_.devices.open(mn, now);
  bool fresh = !speakers_.contains(device->mn) && speakers_.size() < kMaxSpeakers;
  {
    std::lock_guard lock(device->mutex);
    device->adopt(std::move(*profile), version);
    if (fresh) device->online(now, line_);
  }
  if (fresh) speakers_.emplace(device->mn, device);
  return device;
}

void Dialogue::stranger(const Cut& cut, Instant) {
  const auto& s = opened_.segment;
  ++strangers_;
  exchange_.book.quarantine(*s.mn, s.st.value_or(""), peer_, cut.bytes);
  refuse(Refusal::mn_unknown, nullptr);
}

// Opens the frame again with the device's key when it came as cipher. True: only the key that was
// offered to it opens it.
bool Dialogue::unseal(const Cut& cut, Device& device) {
  bool plain =
      !opened_.locked && opened_.crc != CrcVariant::wrong && opened_.encoding == Encoding::ascii;
  if (plain || !device.key) return false;
  open_frame(cut, &*device.key, opened_);
  if (opened_.encrypted || !device.next_key) return false;
  open_frame(cut, &*device.next_key, opened_);
  return opened_.encrypted;
}

std::optional<Refusal> Dialogue::judge(const Cut& cut, Device& device) {
  if (opened_.locked) return Refusal::encrypted;
  if (auto refusal = device.detector.judge(cut, opened_)) return refusal;
  const auto& s = opened_.segment;
  if (!device.profile.password.empty() && s.pw != device.profile.password)
    return Refusal::password_wrong;
  if (s.command() < 0) return Refusal::command_missing;
  if (inbound(s.command()) == Inbound::unknown) return Refusal::command_unknown;
  return std::nullopt;
}

void Dialogue::frame(const Cut& cut, Instant now) {
  ++exchange_.counters->frames;
  if (cut.segment.empty()) return refuse(Refusal::empty, last_speaker_.get());
  open_frame(cut, nullptr, opened_);
  auto mn = opened_.segment.mn;
  if (!mn || mn->empty()) {
    bool bad = opened_.crc == CrcVariant::wrong;
    if (bad) ++exchange_.counters->crc_bad;
    return refuse(bad ? Refusal::crc_wrong : Refusal::mn_missing, last_speaker_.get());
  }
  auto device = speaker(*mn, now);
  if (!device) {
    if (opened_.crc != CrcVariant::wrong || opened_.locked) return stranger(cut, now);
    ++exchange_.counters->crc_bad;
    return refuse(Refusal::crc_wrong, nullptr);
  }
  last_speaker_ = device;
  std::optional<Refusal> refusal;
  bool renewed = false;
  {
    std::lock_guard lock(device->mutex);
    ++device->health.frames;
    device->health.last_seen = now;
    renewed = unseal(cut, *device);
    if (!device->flood.pass(now)) {
      // Nothing is lost: the frame is kept, the next ones wait in the socket.
      paused_until_ = now + kBreather;
      exchange_.counters->add(Refusal::flood);
      ++device->health.refusals[static_cast<size_t>(Refusal::flood)];
    }
    if (opened_.crc == CrcVariant::wrong) ++exchange_.counters->crc_bad;
    refusal = judge(cut, *device);
  }
  if (refusal) return refuse(*refusal, device.get());
  if (renewed) exchange_.book.key_spoken(device->mn);
  proved_ = true;
  dispatch(cut, device, now);
}

void Dialogue::dispatch(const Cut& cut, const std::shared_ptr<Device>& device, Instant now) {
  const auto& s = opened_.segment;
  int command = s.command();
  auto kind = inbound(command);
  {
    std::lock_guard lock(device->mutex);
    if (kind != Inbound::answer && s.st) device->system = *s.st;
    device->dialect = s.flags().dialect();
    if (auto sent = s.qn ? parse_compact(*s.qn) : std::nullopt; sent && kind != Inbound::answer)
      device->saw_clock(*sent, now);
  }
  switch (kind) {
    case Inbound::upload:
    case Inbound::parameter:
      upload(cut, device, now);
      break;
    case Inbound::notify:
      if (s.flags().answer() || command == 1013) line_->send(answer(9013, *device));
      break;
    case Inbound::answer:
      if (s.st && *s.st != "91") opened_.segment.deviations.add(Deviation::st_not_interaction);
      break;
    case Inbound::unknown:
      break;
  }
  if (kind == Inbound::notify || kind == Inbound::answer) {
    exchange_.counters->add(opened_.segment.deviations);
    std::lock_guard lock(device->mutex);
    opened_.segment.deviations.each(
        [&](Deviation d) { ++device->health.deviations[static_cast<size_t>(d)]; });
  }
  if (kind != Inbound::notify) exchange_.desk.answered(device->mn, s, now);
  if (command == 1013)
    (void)exchange_.desk.enqueue(device->mn, "1012", {}, "platform: the device asked (1013)", now);
  if (command == 1014 && kind == Inbound::parameter)
    (void)rotate_key(exchange_.book, exchange_.desk, device->mn,
                     "platform: the device asked (1014)", now);
  look_after(device, now);
}

// Commands that wait, and a clock that is wrong.
void Dialogue::look_after(const std::shared_ptr<Device>& device, Instant now) {
  bool wrong = false;
  {
    std::lock_guard lock(device->mutex);
    auto offset = device->health.clock_offset.value_or(Millis{0});
    wrong = offset > kClockTolerance || offset < -kClockTolerance;
    if (wrong) ++device->health.deviations[static_cast<size_t>(Deviation::clock_off)];
  }
  if (wrong) ++exchange_.counters->deviations[static_cast<size_t>(Deviation::clock_off)];
  if (wrong && exchange_.correct_clocks && now - clock_corrected_ > kClockCorrection) {
    clock_corrected_ = now;
    (void)exchange_.desk.enqueue(device->mn, "1012", {}, "platform: the device's clock is wrong",
                                 now);
  }
  exchange_.desk.online(device->mn, now);
}

PacketVerdict Dialogue::shelve(Device& device, Instant now) {
  std::lock_guard lock(device.mutex);
  auto packet = device.packets.add(opened_.segment, now);
  for (size_t i = 0; i < packet.timed_out; ++i) {
    exchange_.counters->add(Refusal::packets_timeout);
    ++device.health.refusals[static_cast<size_t>(Refusal::packets_timeout)];
  }
  if (packet.shares_qn) opened_.segment.deviations.add(Deviation::packets_share_qn);
  if (packet.kind == PacketVerdict::complete) {
    ++exchange_.counters->assembled;
    ++device.health.assembled;
  }
  return packet;
}

// Interprets into found_, counts, remembers what was learnt, asks for what stayed missing.
std::optional<Refusal> Dialogue::read(const Segment& segment, std::optional<Instant> inherited,
                                      const std::shared_ptr<Device>& device, Instant now) {
  std::optional<Gap> gap;
  std::optional<std::string> learnt;
  {
    std::lock_guard lock(device->mutex);
    ChannelOf channel = [&](std::string_view factor, observe::Cadence cadence,
                            observe::Measure measure) {
      return device->channel(exchange_.book, factor, cadence, measure);
    };
    interpret(segment, {device->mn, now, inherited}, device->detector, channel, found_);
    const auto& switches = device->detector.switches();
    int command = segment.command();
    if (!found_.refused && found_.time) {
      device->gaps.saw(command, *found_.time, interval_of(command, switches), now);
      auto& newest = device->newest[command];
      if (*found_.time < newest) found_.deviations.add(Deviation::value_out_of_order);
      newest = std::max(newest, *found_.time);
    }
    if (exchange_.gap_patience) gap = device->gaps.due(now, *exchange_.gap_patience);
    if (device->detector.take_changed()) learnt = switches.json();
    found_.deviations.each(
        [&](Deviation d) { ++device->health.deviations[static_cast<size_t>(d)]; });
    for (auto refusal : found_.value_refusals)
      ++device->health.refusals[static_cast<size_t>(refusal)];
  }
  exchange_.counters->add(found_.deviations);
  for (auto refusal : found_.value_refusals) exchange_.counters->add(refusal);
  if (learnt) exchange_.book.remember_switches(device->mn, *learnt);
  if (gap)
    (void)exchange_.desk.enqueue(
        device->mn, std::to_string(gap->command),
        {{"BeginTime", compact(gap->span.from)}, {"EndTime", compact(gap->span.until)}},
        "platform: fill a gap", now);
  return found_.refused;
}

void Dialogue::upload(const Cut& cut, const std::shared_ptr<Device>& device, Instant now) {
  const auto& s = opened_.segment;
  auto packet = shelve(*device, now);
  if (packet.kind == PacketVerdict::absurd) return refuse(Refusal::packets_absurd, device.get());
  std::optional<Instant> inherited;
  if (packet.data_time) inherited = parse_compact(*packet.data_time);
  bool wants_answer = s.flags().answer();
  if (auto refusal = read(s, inherited, device, now)) return refuse(*refusal, device.get());
  deliver(std::string(cut.bytes), device, now, wants_answer && !packet.assembled_cp);
  if (!packet.assembled_cp) return;
  // Items or marks were spread over packets: the whole says it better than its parts did.
  auto text = compose_segment({.qn = std::string(s.qn.value_or("")),
                               .st = std::string(s.st.value_or("")),
                               .cn = std::string(s.cn.value_or("")),
                               .mn = device->mn,
                               .dialect = s.flags().dialect(),
                               .answer = wants_answer,
                               .cp = *packet.assembled_cp});
  Segment whole;
  parse_segment(text, whole);
  if (auto refusal = read(whole, inherited, device, now)) return refuse(*refusal, device.get());
  deliver(build_frame(text), device, now, wants_answer);
}

void Dialogue::deliver(std::string bytes, const std::shared_ptr<Device>& device, Instant now,
                       bool wants_answer) {
  observe::Delivery delivery;
  delivery.frame = {device->mn, now, std::move(bytes)};
  delivery.samples = std::move(found_.samples);
  delivery.notes = std::move(found_.notes);
  std::string text = wants_answer ? answer(9014, *device) : std::string();
  delivery.done = [counters = exchange_.counters, device, line = std::weak_ptr<Line>(line_),
                   text = std::move(text)](const Result<observe::Receipt>& receipt) {
    if (receipt) {
      counters->records += receipt->kept;
      counters->repeated += receipt->repeated;
      counters->revised += receipt->revised;
    } else {
      counters->add(Refusal::not_stored);
    }
    bool acknowledge = receipt && !text.empty();
    {
      std::lock_guard lock(device->mutex);
      if (receipt) device->health.records += receipt->kept;
      if (acknowledge) ++device->health.acks;
    }
    if (acknowledge) ++counters->acks;
    if (auto open = line.lock()) open->settle(acknowledge ? text : std::string());
    ++counters->settled;
  };
  ++in_flight_;
  ++exchange_.counters->deliveries;
  if (exchange_.intake.offer(std::move(delivery))) return;
  --exchange_.counters->deliveries;
  --in_flight_;
  paused_until_ = now + kBreather;
  refuse(Refusal::queue_full, device.get());
}

std::string Dialogue::answer(int command, Device& device) const {
  const auto& s = opened_.segment;
  std::lock_guard lock(device.mutex);
  return compose({.qn = std::string(s.qn.value_or("")),
                  .st = "91",
                  .cn = std::to_string(command),
                  .pw = std::string(s.pw.value_or("")),
                  .mn = device.mn,
                  .dialect = s.flags().dialect(),
                  .crc = device.detector.switches().crc});
}

}  // namespace qs::gateway::hj212
