// Words of 数据真实性.
export const suspicionEn = {
  suspicion: {
    title: 'Truth of the data', hint: 'Once a day, after it is closed, every monitored outlet is judged, each rule against the outlet’s own past. A sign is no verdict: somebody must look.', outlet: 'Outlet', none: 'No signs in these days', noOutlets: 'No outlet is monitored', findings: 'Signs', strength: 'Strength', found: 'Could be said', also: 'Also', evidence: 'Evidence (log-odds)', doubt: 'Doubt {n} %',
    confirm: 'Confirm', refute: 'Refute', back: 'Take back', why: 'Why', decided: '{who} decided: {why}', done: 'Decided; the bar has moved', days: 'Last {n} days',
  },
  suspicionState: { new: 'New', confirmed: 'Confirmed', refuted: 'Refuted' },
  suspicionLine: { measured: 'measured', expected: 'expected by its witnesses', witness: 'the other outlet', earlier: 'the earlier segment', limit: 'limit' },
  suspicionWitness: { own: 'other factors of the outlet', power: 'power and load', neighbour: 'other outlets', video: 'camera offline' },
}
