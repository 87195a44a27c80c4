// Words of the page of open burning.
import type { burningZh } from './words.zh'

export const burningEn: typeof burningZh = {
  burning: {
    title: 'Burning', lead: 'Fires, time to arrive, and how the streets rank', day: 'Day', week: 'Week', date: 'Date', found: 'Fires', confirmed: 'True', refuted: 'Not true', waiting: 'Unchecked', area: 'Burnt m²', minutes: 'Mean minutes to arrive', late: 'Late', rank: 'Rank', street: 'Street', tied: 'tied', issue: 'Issue the bulletin', noneIssued: 'None was issued yet', issuedNow: 'Issued and kept', csv: 'Table (CSV)', register: 'Register of fires', sightings: 'Sightings', heat: 'Heat sources', chiefs: 'In charge, four levels', noChief: 'Nobody registered', fires: 'Fires and those in charge', none: 'No fires in this period', arrived: 'there in {n} min', notYet: 'nobody there yet', times: '{n} sightings', toCase: 'Case',
    rule: 'Ranked by {by}, less is better; those alike share a rank and the next is skipped.', gap: 'Some fires have no time of arrival yet; the mean leaves them out', span: '{from} to {until}',
    deliver: 'Deliver hot spots', deliverHint: 'A CSV of FIRMS, or a JSON of camera and drone events', delivered: '{kept} new sightings: {opened} fires opened, {joined} joined, {heat} of heat sources, {weak} not sure enough', also: '{repeated} repeated, {outside} outside', refused: '{n} rows cannot be read:', refusedLine: 'Row {line}: {text}',
  },
  fireMeasure: { confirmed: 'true fires', area: 'burnt area', late: 'late arrivals', mean_minutes: 'mean time to arrive' },
  fireState: { waiting: 'Unchecked', confirmed: 'True', refuted: 'Not true' },
}
