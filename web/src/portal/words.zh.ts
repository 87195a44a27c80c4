// Words of the firm portal.
export const portalZh = {
  portal: {
    title: '企业端', outlets: '我的排口', noOutlets: '本企业没有联网的排口', unaudited: '企业未审核数据', hourOf: '{time} 小时均值', limit: '限值', over: '超标', none: '无小时值', month: '本月传输有效率', monthOf: '{n} 达标线',
    tasks: '待我办理', noTasks: '没有待办理的事项', open: '其他在办', file: '填报', fileHint: '上报执行报告、自行监测，标记数据，都留痕；已报的在台账中查看。', dossier: '企业档案', marks: '标记数据', see: '查看数据', power: '用电表计', newOf: '填报{kind}',
  },
}
