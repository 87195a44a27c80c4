// Words of the firm portal.
export const portalEn = {
  portal: {
    title: 'Firm portal', outlets: 'My outlets', noOutlets: 'No outlet of this firm is on line', unaudited: 'the firm’s unaudited data', hourOf: 'hour mean of {time}', limit: 'Limit', over: 'Over', none: 'No hour', month: 'Transmission efficiency this month', monthOf: '{n} must be reached',
    tasks: 'Waits for me', noTasks: 'Nothing waits', open: 'Other open cases', file: 'File', fileHint: 'Execution reports, self-monitoring and marks of data; all is kept, and stands in the registers.', dossier: 'Dossier', marks: 'Mark data', see: 'See the data', power: 'Power meters', newOf: 'File: {kind}',
  },
}
