// Words of the wall display.
export const wallZh = {
  wall: {
    open: '大屏', next: '下一屏', paused: '已暂停', resume: '轻触或按空格继续', keys: '空格 暂停 · ← → 换屏 · F 全屏 · Esc 离开', every: '每屏秒数', leave: '离开大屏',
    netLost: '连接中断，正在重试', sessionLost: '登录已失效，登录后自动恢复', logIn: '登录', data: '数据 {time}', stale: '数据停在 {time}', none: '还没有收到数据', left: '{n} 秒',
    red: '亮红灯的任务', noRed: '没有亮红灯的任务', dueNext: '即将完工', alerts: '正在报警', noAlerts: '没有报警', cases: '在办', overdue: '超期', online: '设备在线', money: '资金', worst: '最高的点位', byClass: '各级点位数',
  },
  wallSlide: { minute: '规划指标', map: '站点实时', air: '空气与预警', ranking: '街道排名', tasks: '任务', projects: '项目' },
}
