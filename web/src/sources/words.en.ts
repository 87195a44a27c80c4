// Words of petrol stations' retention audits and of vehicles.
export const sourcesEn = {
  retention: {
    draw: 'Draw a retention audit', drawHint: 'The platform draws some days and asks for their raw data and video of unloading', drawn: 'Drawn',
    answer: 'Hand in', answerHint: 'One file may cover several days: say from which to which', day: 'Which day', from: 'File begins', until: 'File ends', raw: 'Raw data', video: 'Unloading video', file: 'Choose a file', handedIn: 'Handed in', left: '{n} days still to answer',
  },
  vehicles: {
    title: 'Vehicles', year: '{year} so far', checked: 'Checked this year', checkedHint: 'Goal: 80% of the main types (plan, 3.4)', kind: 'Kind', all: 'In use', met: 'Checked', share: 'Share', none: 'Nothing on record yet',
    methods: 'How they were checked', method: 'Method', passed: 'Passed', failed: 'Failed', failedShare: 'Failed, share', repeats: 'Failed again and again', plate: 'Plate', times: 'Times', last: 'Last', repaired: 'Repaired and passed', notRepaired: 'Not repaired', more: '{n} in all',
    fleets: 'New energy by fleet', newEnergy: 'New energy', toChecks: 'Checks', toFleets: 'Fleets', board: 'Vehicles',
  },
}
