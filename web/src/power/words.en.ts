// Words of the pages of power use.
export const powerEn = {
  power: {
    title: 'Power use', lead: 'Whether production and treatment run now, and what was found in the last seven days', firm: 'Firm', running: 'Producing', silent: 'Silent meters', clues: 'Found in 7 days', lasting: 'Lasting', newest: 'Newest value', none: 'No firm has a meter yet', idle: 'At rest', of: '{n}', unwired: '{n} meters are on no logger', quiet: 'None', search: 'Find by name',
    firmTitle: 'Power Gantt', back: 'All firms', day: 'Day', days: 'Days', oneDay: '1 day', threeDays: '3 days', week: '7 days', dossier: 'Dossier', register: 'Meters', orders: 'Orders', clueRegister: 'Clues', noRuns: 'Nothing was heard in this time', found: 'Clues', noClues: 'Nothing was found in this time', toCase: 'Case', picture: 'Gantt', learned: 'Runs from {run} kW, off below {off} kW, usually {typical} kW', rated: 'rated {kw} kW', outlet: 'Outlet', until: 'until {time}', soFar: 'lasting', ground: 'Ground: {clause}',
  },
  meterState: { unknown: 'Nothing heard', off: 'Off', standby: 'Standby', run: 'Running' },
  meterLook: { run: 'Production', treat: 'Treatment', standby: 'Standby', unknown: 'Nothing heard', order: 'Under an order', found: 'Clue' },
  productionOrder: { stop: 'Stop', reduce: 'Reduce', peak: 'Staggered hours', night: 'Leave for the night' },
  powerCode: { p1: 'Treatment off', p2: 'Started late', p3: 'Stopped early', p4: 'Under-loaded', p5: 'Against an order', p6: 'Outside hours', p7: 'Silent or no voltage', p8: 'Electrical', p9: 'Counter jumped', p10: 'Staggered hours', p11: 'Idling', p12: 'By-passed?', p13: 'Negative', p14: 'Two meters' },
}
