import { assessmentZh } from '@/assessment/words.zh'
import { burningZh } from '@/burning/words.zh'
import { powerZh } from '@/power/words.zh'
import { caseworkZh } from '@/casework/words.zh'
import { enforcementZh } from '@/enforcement/words.zh'
import { fieldZh } from '@/field/words.zh'
import { sourcesZh } from '@/sources/words.zh'
import { transferZh } from '@/transfer/words.zh'
import { visitsZh } from '@/visits/words.zh'
import { outletZh } from '@/outlet/words.zh'
import { oversightZh } from '@/oversight/words.zh'
import { peopleZh } from '@/people/words.zh'
import { planZh } from '@/plan/words.zh'
import { portalZh } from '@/portal/words.zh'
import { reportZh } from '@/report/words.zh'
import { suspicionZh } from '@/suspicion/words.zh'
import { wallZh } from '@/wall/words.zh'

// Words of the pages. Names that belong to data come from the service.
export const zh = {
  app: { name: '青山', full: '生态环境监管平台', skip: '跳到正文' },
  navGroup: { watch: '监看', work: '办理', registers: '档案', oversight: '监管', public: '公开', administration: '管理' },
  nav: {
    plan: '规划', registers: '台账', map: '一张图', dues: '到期', boards: '看板', chain: '溯源', checks: '研判', burning: '禁烧', power: '用电', charge: '谁负责', duty: '值守', alerts: '预警', cases: '办件', field: '外勤', devices: '设备', standards: '标准', roster: '值班', people: '人员', audit: '审计', dossier: '企业档案', system: '系统', more: '更多', inspections: '双随机', credit: '信用', report: '随手拍', published: '公示', openPlan: '规划公示', transmission: '传输率', openOutlets: '排口公开', suspicion: '真实性', portal: '企业端',
    main: '主导航',
  },
  common: {
    yes: '是', no: '否', district: '全区', all: '全部', search: '搜索', close: '关闭', save: '保存', retry: '重试',
    reason: '理由', value: '数值', state: '状态', street: '街道', site: '站点', factor: '因子',
    from: '起', until: '止', empty: '暂无数据', loading: '正在载入', failed: '载入失败', done: '已完成',
    unverified: '未核实', simulated: '模拟', unverifiedHint: '该依据尚未对照标准原文核实', more: '查看全部',
    total: '共 {n} 条', now: '现在', day: '日期',
  },
  fault: { unreachable: '无法连接到服务，请检查网络', timeout: '服务响应超时，请稍后重试', at: '{text}（{place}）', gone: '没有这个页面' },
  notices: { title: '我的通知', bell: '通知，{n} 条未读', unread: '{n} 条未读', readAll: '全部标为已读', none: '还没有通知' },
  link: { live: '实时', connecting: '连接中', lost: '连接中断', updated: '更新于 {time}' },
  user: { logIn: '登录', logOut: '退出登录', user: '用户名', password: '密码', welcome: '看得见的天，管得住的事', language: 'English', switchLanguage: '切换到英文', switchTheme: '切换明暗', needUser: '请输入用户名', needPassword: '请输入密码' },
  role: { assessor: '考核办', district_duty: '区值守', department: '区级部门', firm: '企业', auditor: '审计', leader: '分管领导', enforcement: '执法人员', grid_worker: '网格员', street: '街道', engineer: '运维工程师', viewer: '观察员', admin: '管理员' },
  kind: { air_standard: '空气标准站', air_micro: '空气微型站', river: '河流断面', noise: '噪声点位', outlet: '排放口', power: '用电监控' },
  transmissionEnd: { sure: '本月已确保', open: '本月未定', missed: '本月已无法达到' },
  status: { ok: '正常', silent: '数据中断', alarm: '报警', quarantined: '待准入' },
  unit: { seconds: '{n} 秒', minutes: '{n} 分钟', hours: '{n} 小时', days: '{n} 天' },
  duty: {
    title: '值守大屏', airNow: '空气站实时', worst: '最高', targets: '年度目标', goodShare: '优良率',
    goodDays: '优良 {good} 天 / 有效 {valid} 天', pm25: 'PM2.5 平均', pm10: 'PM10 平均', target: '目标 {value}', noTarget: '未设目标', reached: '达到目标', missed: '未达目标',
    firing: '报警中', openCases: '在办办件', overdue: '超时', online: '在线率', alertsNow: '实时预警', casesByStreet: '各街道在办', noAlerts: '当前没有预警',
    noCases: '各街道均无在办办件', map: '监测点位地图', layers: '图层', primary: '首要污染物', station: '进入站点', zoomIn: '放大', zoomOut: '缩小', fit: '全区',
    slider: '近 72 小时', play: '播放', pause: '暂停', toNow: '回到现在', atTime: '正在查看 {time}', streetNames: '街道名', figures: '今日指标', others: '其余 {n} 项指标',
  },
  alerts: {
    title: '预警', filterState: '状态', began: '开始', fired: '报警', resolved: '解除', threshold: '阈值', peak: '峰值', limit: '依据', multiple: '超标倍数', silence: '静默', silenceUntil: '静默至', silenced: '已静默', history: '经过',
    severity: '级别', noLimit: '区内规则，无标准限值', lasting: '持续 {time}', toCase: '查看办件', empty: '没有符合条件的预警',
  },
  alertState: { pending: '待确认', firing: '报警中', resolved: '已解除', silenced: '已静默' },
  severity: { notice: '提示', warning: '一般', serious: '较重', critical: '严重' },
  cases: {
    title: '办件', assignee: '承办', unassigned: '未指派', opened: '派发', due: '时限', remaining: '剩余 {time}', overdueBy: '超时 {time}',
    escalated: '已升级', closed: '已办结', timeline: '办理经过', actions: '办理', nothing: '当前步骤没有需要您办理的事项', text: '办理说明', addPhoto: '拍照或选择照片', textHint: '写明现场情况和采取的措施', uploading: '正在上传', acted: '已办理', alert: '相关预警', seeAlert: '查看预警', took: '用时 {time}', remove: '移除', system: '系统', photoBig: '照片 {name}',
  },
  verb: { open: '立案', reopen: '重新立案', dispatch: '派单', accept: '接单', recall: '收回', reply: '处置回复', return: '退回', close: '办结', escalate: '升级', remind: '催办', overdue: '超时', note: '进展', condition_over: '浓度回落', join: '并入预警', duty_change: '换班改派', look_back: '回头看', part_closed: '拆分件办结', merged: '并入', migrate: '流程修订', assign: '交办', invite: '邀请会办', answer: '会办答复', pause: '中止计时', resume: '恢复计时', extend: '延期', split: '拆分', merge: '并案' },
  site: {
    chart: '曲线', calendar: '日历', dayNight: '昼夜', waterClass: '水质类别', byMonth: '月均', monthRuns: '本月未结束，月末后评价', noOxygen: '{n} 个小时缺有效含氧量，未折算，不评价', byDay: '日均', classOf: '类别', mainPollutants: '主要污染指标（超 III 类倍数）', withinTarget: '达到目标', overTarget: '劣于目标', converted: '折算', exceeding: '超标因子', calibration: '校准', completeness: '完整性', health: '设备', factors: '因子', cadence: '周期', range: '时段', compare: '对比站点',
    last24h: '近 24 小时', last3d: '近 3 天', last7d: '近 7 天', last30d: '近 30 天', lastYear: '近一年', both: '新旧标准对照', goodDays: '优良 {n} 天', noIndex: '无有效评价', differs: '{n} 天等级不同',
    marks: '标记', amounts: '排放总量', control: '监测质控', transmission: '传输有效率', month: '月份', owed: '应传（小时）', transmissionOf: '传输率 {rate} × 有效率 {validity}；须达到 {pass}', transmissionEnd: '照目前情形，月末 {expected}；余下全缺 {worst}，余下全有效 {best}',
    target: '目标类别 {value}', zone: '{value} 类声环境功能区', prevMonth: '上一月', nextMonth: '下一月', day: '昼间', night: '夜间', limitOf: '{period}限值', exceed: '超标', meet: '达标', due: '应收', received: '实收', valid: '有效', completenessHint: '每小时应收与有效数据之比', noFactors: '请选择因子', noValue: '无数据', points: '{n} 个数据点', index: '指数', compareHint: '选择另一站点',
  },
  calibration: {
    now: '当前拟合', line: '校准值', raw: '原始值', rawOf: '{name} · 原始', showRaw: '对照原始值', slope: '斜率', offset: '截距', r2: 'R² 校准前 → 后', pairs: '小时对数', references: '参比标准站', terms: '各通道系数', validFrom: '自此采用', made: '拟合于', applied: '已采用', drift: '斜率与截距的漂移', history: '历次拟合',
    none: '尚无拟合：首次拟合须与 {km} 公里内的标准站有 {pairs} 个小时对', noPlan: '本区章法未规定微站校准', notApplied: '没有合格的拟合，显示原始值', hint: '每周一以之前 {weeks} 周的小时对（至少 {pairs} 个）重新拟合，只校准此后的小时；原始值保留，人工审核优先。R² 取自未参与拟合的小时；截距按其余通道的时段均值计。',
  },
  calibrationOccasion: { first: '首次', weekly: '每周' },
  calibrationReason: { few_pairs: '小时对不足', degenerate: '通道无变化', unproven: '无法验证', blind: '传感器失灵', not_better: '未优于原始值' },
  cadence: { realtime: '实时', minute: '分钟', hour: '小时', day: '日', month: '月' },
  scope: { day: '昼间', night: '夜间', site: '场界', reference: '参考', drinking: '饮用水源地', coal: '燃煤', oil: '燃油', gas: '燃气', biomass: '生物质', kiln: '窑', dryer: '烘干', special: '特别限值', general: '一般', large: '大型', medium: '中型', small: '小型', paddy: '水田', orchard: '果园', pasture: '牧草', other: '其他', all: '不分类', wwtp: '公共污水处理厂', car_making: '汽车制造', table1: '表1', table2: '表2', table3: '表3' },
  statistic: { any: '任何时段', screening: '筛选值', control: '管制值', p90: '90 百分位', p98: '98 百分位', growing_season: '植物生长季', hour: '1 小时', day: '24 小时', mda8: '日最大 8 小时', month: '月', season: '季', year: '年', instant: '单次', day_noise: '昼间', night_noise: '夜间', p95: '95 百分位' },
  mark: { N: '正常', F: '停运', M: '维护', S: '手工', D: '故障', C: '校准', T: '超上限', B: '通讯异常', inv: '审核无效', insf: '有效数据不足', '?': '其他标记', Md: '无数据', L: '低于检出限', St: '启炉', Sd: '停炉', noO2: '缺有效含氧量，未折算' },
  audit: {
    title: '数据审核', hint: '在曲线上点选一个点，或设定时段', decision: '结论', valid: '有效', invalid: '无效', replace: '替换', newValue: '替换值', submit: '提交审核', done: '已修订 {n} 条', frame: '原始报文', reasonNeeded: '请写明理由', rangeNeeded: '请先选择数据点或时段', device: '设备上传', imported: '导入', derived: '统计', calibrated: '校准', audit: '人工审核', chosen: '已选时段', valueNeeded: '请填写替换值',
  },
  frame: { title: '原始报文', decoded: '解析', list: '近期报文' },
  devices: {
    title: '设备', quarantined: '待准入', admitted: '已接入', admit: '准入', admitTo: '准入到站点', admitDone: '已准入', quarantineHint: '未登记的设备正在上报，数据暂不入库', chooseSite: '请选择站点', online: '在线', offline: '离线', onlineRate: '在线率', captureRate: '捕获率', clockOffset: '时钟偏差', refusals: '拒收', deviations: '偏差', switches: '识别参数', lastSeen: '最近', searchHint: '编号、站点', unhealthy: '仅看异常', seconds: '{n} 秒', noDevice: '没有设备',
  },
  system: { '21': '地表水', '22': '环境空气', '23': '声环境', '31': '烟气', '32': '污水', '27': '工地扬尘' },
  command: { title: '反控命令', ask: '下发命令', choose: '选择命令', reason: '下发理由', sent: '命令已下发', empty: '没有命令记录', c1011: '提取现场机时间', c1012: '设置现场机时间', c1014: '更换密钥', c1061: '提取实时数据间隔', c1062: '设置实时数据间隔', c2011: '取实时数据', c2051: '取分钟数据', c2061: '取小时数据', c2031: '取日数据', c3015: '超标留样', begin: '开始', end: '结束', interval: '间隔（秒）' },
  commandState: { queued: '排队', sent: '已发送', accepted: '已受理', done: '成功', failed: '失败', timeout: '超时' },
  // Kinds of deviations and refusals of a device's frames.
  kindOfFault: {
    crc_lower_case: '校验小写', crc_modbus: 'Modbus 校验', crc_modbus_swapped: 'Modbus 校验倒序', length_in_characters: '长度按字符计', length_off: '长度差定数', line_feed_only: '仅换行', line_end_doubled: '行尾重复', line_end_missing: '缺行尾', segment_over_1024: '数据段超长', gbk_text: 'GBK 文本',
    qn_missing: '缺 QN', qn_short: 'QN 过短', flag_missing: '缺 Flag', flag_of_other_edition: 'Flag 版本不符', split_without_numbers: '分包无包号', packet_number_irregular: '包号不规范', packets_share_qn: '分包同 QN', st_irregular: 'ST 不规范', st_not_interaction: '应答 ST 非 91', mn_irregular: 'MN 不规范', password_irregular: '密码位数不符', field_order: '字段次序', field_case: '字段大小写',
    data_time_12_digits: '时间 12 位', data_time_17_digits: '时间 17 位', data_time_is_end: '时间为末', comma_after_data_time: '时间后逗号', comma_between_factors: '因子间逗号', trailing_separator: '末尾分隔符', doubled_separator: '分隔符重复', blank_in_item: '含空格', key_repeated: '键重复', key_misspelt: '键拼错', key_private: '私有键', codes_of_two_editions: '新旧编码混用', factor_alias: '因子别名', unit_suspected: '单位可疑', encrypted_before_2025: '旧版加密', cp_unclosed: 'CP 未闭合',
    value_empty: '空值', value_not_finite: '非有限值', value_sentinel: '占位值', value_full_range: '满量程值', sample_time_bad: '采样时间有误', value_out_of_order: '乱序', clock_off: '时钟偏差', garbage: '乱码', truncated: '截断', crc_wrong: '校验错误', crc_variant: '校验变体', length_wrong: '长度错误', empty: '空帧', encrypted: '无法解密', mn_missing: '缺 MN', mn_unknown: '未知设备', password_wrong: '密码错误', command_missing: '缺命令', command_unknown: '未知命令',
    data_time_missing: '缺数据时间', data_time_bad: '时间错误', data_time_past: '时间过早', data_time_future: '时间超前', value_text: '非数值', factor_unknown: '未知因子', packets_absurd: '包数荒谬', packets_timeout: '分包超时', too_many_pairs: '键值过多', flood: '发送过频', queue_full: '队列已满', not_stored: '未能入库', idle: '空闲断开', too_many_connections: '连接过多',
  },
  standards: { title: '标准限值', onDay: '日期', scope: '适用', statistic: '统计', limit: '限值', inForce: '施行期', confidence: '核实', count: '{n} 项限值', stillInForce: '现行', all: '全部标准', allFactors: '全部因子', empty: '该条件下没有限值', clauseOf: '出处' },
  confidence: { verified: '已对照原文', 'public library': '公开限值库', memory: '待核实', practice: '行业惯例' },
  roster: { title: '值班', today: '今日', week: '本周', day: '白班', night: '夜班', change: '调整', changed: '值班已调整', book: '交接班记录', receiver: '接班人', text: '交接内容', textHint: '正在处理的事项、需要关注的站点', submit: '提交交接', sign: '签收', signed: '已签收', unsigned: '待签收', handed: '已提交交接', signedDone: '已签收', empty: '没有排班', noBook: '没有交接记录', needReceiver: '请选择接班人', needText: '请填写交接内容' },
  proofs: { title: '存证', series: '时序存证', ledger: '台账存证', digest: '摘要', frames: '报文', samples: '数值', revisions: '修订', hint: '每日数据首尾相连的散列链，任何改动都会被发现' },
  forwards: {
    title: '数据转发', hint: '向上级平台续传', queued: '待确认', behind: '待转发', resent: '重发', acked: '已确认', refused: '被拒', setAside: '搁置', lastError: '最近错误', oldest: '最早积压', proof: '送达凭证', noProof: '尚无', healthy: '畅通', stuck: '积压', away: '未连接', paused: '已暂停', empty: '没有转发目标',
    add: '新增平台', edit: '修改', declare: '上级平台', id: '编号（a-z、0-9、-）', nameZh: '中文名称', nameEn: '英文名称', host: '地址', port: '端口', dialect: '协议', media: '点位类型', cadences: '数据类型', allMedia: '全部点位', allCadences: '全部数据', sites: '点位编码', sitesHint: '每行一个：点位编号 MN [ST]，不写则同本平台', badSites: '点位编码第 {n} 行：点位编号 MN [ST]', password: '访问密码', key: 'SM4 密钥（32 位十六进制）', keep: '不填则不变', pause: '暂停转发', history: '连同已存数据', reason: '理由', saved: '已保存，即刻生效', needAll: '请填写编号、名称、地址和理由',
  },
  registers: { title: '台账', kinds: '{n} 类', searchKinds: '查找台账', noKind: '没有这样的台账' },
  register: {
    filters: '筛选', active: '已筛选', without: '（未填）', fewer: '收起', allValues: '全部 {n} 项', least: '最小', most: '最大', contains: '包含文字', inArea: '所画范围内', clear: '清除全部',
    table: '列表', both: '图表并列', map: '地图', savedFilters: '常用筛选', noFilters: '还没有保存的筛选', filterName: '筛选名称', share: '共享给大家', shared: '共享', filterSaved: '筛选已保存',
    columns: '列', standardColumns: '恢复默认列', export: '导出', exportHint: '按当前筛选导出', import: '导入', add: '新增', searchHint: '搜索', empty: '没有符合条件的记录', loadMore: '已显示 {n} 条，继续载入',
    select: '选择', selectAll: '全选', selectNone: '取消选择', selected: '已选 {n} 条', bulkEdit: '批量修改', bulkTitle: '批量修改 {n} 条记录', bulkFields: '选择要改的字段', bulkClears: '留空将清除该字段', bulkApply: '全部修改', bulkDone: '已修改 {n} 条',
    placed: '{n} 条有位置', firstOnly: '仅前 1000 条', drawArea: '画范围筛选', areaDone: '按此范围筛选',
  },
  exportFormat: { xlsx: '表格 (xlsx)', csv: '文本 (csv)', geojson: '空间数据 (GeoJSON)', json: '数据 (json)' },
  imports: {
    title: '导入', hint: '先整份检查，有错不入库；入库后可以整批撤销。', template: '下载模板', datum: '坐标系', choose: '选择或拖入文件', checking: '正在检查', checked: '检查完成', unknownFormat: '只能导入 xlsx、csv、geojson 或 json',
    rows: '行', fresh: '新增', changed: '更新', same: '无变化', faults: '错误', mend: '请在文件中改正下列问题后重新导入：', row: '行', column: '列', fault: '问题', matches: '下列各行似乎是已有的记录，不勾选则作为新记录：', matchOf: '第 {row} 行更新',
    apply: '入库', undo: '撤销这次导入', applied: '已入库', undone: '已撤销', another: '导入另一个文件', recent: '近期导入',
  },
  importState: { checked: '待入库', applied: '已入库', undone: '已撤销' },
  record: {
    new: '新增{kind}', edit: '修改', erase: '删除', eraseHint: '删除后不再显示，历史仍然保留。', erased: '已删除', cancel: '取消', print: '打印', revision: '第 {n} 版', asOn: '查看某日情况', seenThen: '这是 {time} 的情况', seeThen: '查看当时全貌',
    required: '必填', changed: '已改动', changes: '{n} 项改动', saved: '已保存', leave: '有未保存的改动，确定离开吗？', whyHint: '为什么修改', whyNeeded: '请写明理由', whyNew: '新增登记', choose: '请选择', searchReference: '输入名称查找', addFile: '添加文件', addRow: '添加一行', rows: '{n} 行', files: '{n} 个',
    showEmpty: '显示未填的 {n} 项', hideEmpty: '只看已填', retired: '已停用', history: '历史', compare: '对比两版', earlier: '前', later: '后', chooseTwo: '请选择前后两版', noDifference: '没有差异', cleared: '清空', relations: '关联', noRelations: '没有关联的记录', dues: '有效期与定期工作', validUntil: '有效至',
  },
  section: { basic: '基本信息', place: '位置', people: '联系与责任', figures: '数量', terms: '时间', tables: '明细', papers: '照片与附件', more: '其他' },
  conflict: { title: '这条记录刚刚被别人修改', hint: '您填写的内容没有丢失，可以与对方的修改合并后保存。', theirs: '对方的修改', both: '双方都改了的字段', takeTheirs: '对方', keepMine: '我的', noClash: '双方改的是不同字段，可以直接合并。', merge: '合并并保存', goOn: '继续填写' },
  place: {
    how_point: '点击地图标出位置，可拖动', how_line: '依次点击地图画线', how_area: '依次点击地图画范围', here: '我的位置', undo: '撤回一点', clear: '清除', coordinates: '坐标', take: '采用', paste_point: '或粘贴“经度,纬度”、GeoJSON', paste_line: '或粘贴 GeoJSON，或每行一个“经度,纬度”', paste_area: '或粘贴 GeoJSON，或每行一个“经度,纬度”',
    unreadable: '读不出坐标', type: '几何类型不符', swapped: '经纬度颠倒了', outside: '不在中国境内', noPosition: '无法取得当前位置',
  },
  chain: {
    title: '水体—排污口—管线—污染源', start: '从哪条记录开始', startKind: '台账', up: '溯源（上游）', down: '去向（下游）', reached: '共 {n} 个节点', circle: '水流成环', more: '只画最近的 {n} 个', graph: '溯源图', chooseNode: '点选图中的节点，查看记录或补上去向', open: '查看记录', startHere: '从这里开始',
    join: '连接到', joinDo: '连接', joined: '已连接', gaps: '断点', noGaps: '没有断点', record: '记录', lacks: '缺', noSource: '没有来水', noWay: '没有去向', mend: '去补',
  },
  checks: {
    title: '准入与用地研判', siting: '项目准入', plotCheck: '地块开工', changes: '红线变化', project: '项目名称', trade: '行业代码，如 C2631', place: '项目位置', byArea: '画范围', byPoint: '点位', emissions: '排放量', addEmission: '添加污染物', factor: '污染物编码', amount: '年排放量', remedial: '本身是风险管控或修复项目', ask: '研判', answered: '已研判并留存', before: '以往研判', none: '还没有研判过',
    plot: '地块', landClass: '用地分类', class0: '按地块登记', class1: '第一类用地', class2: '第二类用地', report: '研判报告（PDF）', unit: '管控单元', share: '占比', answer: '结论', rule: '要求', clause: '依据', outcome: '判定', outside: '{share} 的范围不在已录入的管控单元内', cap: '（{factor} 不超过 {most} t/a，申报 {emitted}）', noRules: '所涉单元没有针对该行业和污染物的准入要求', noPlotRules: '没有适用的规定，须由主管部门核定', listed: '列入风险管控和修复名录', notListed: '未列入名录',
    since: '自', noChanges: '期间面积没有变化', record: '图斑', areaBefore: '原面积 km²', areaAfter: '现面积 km²', change: '增减 km²', when: '变更',
  },
  unitGrade: { g1: '优先保护', g2: '重点管控', g3: '一般管控' },
  answer: { allowed: '可以准入', restricted: '有条件准入', forbidden: '不予准入' },
  ruleOutcome: { met: '符合', broken: '不符合', to_prove: '待证明' },
  dimension: { space: '空间布局约束', discharge: '污染物排放管控', risk: '环境风险防控', resource: '资源利用效率' },
  charge: { title: '这里谁负责', place: '位置', ask: '点击地图、粘贴坐标，或用“我的位置”', metres: '{n} 米', nobody: '没有登记责任人', nothing: '这里没有登记：{what}', help: '就近支援' },
  boards: { title: '看板', none: '没有可看的看板', noStreet: '未分街道' },
  firm: { dossier: '污染源档案', score: '完整度', scoreHint: '必备信息与必备台账的齐全程度', record: '台账记录', missing: '尚缺 {n} 项', timeline: '大事记', dues: '到期事项', noDues: '没有到期或将到期的事项', cases: '在办事项', noCases: '没有在办事项', revised: '第 {n} 次登记 · {who}' },
  dues: { title: '到期', kinds: '按台账', empty: '没有到期或将到期的事项', what: '对象', duty: '事项', until: '期限', clause: '依据', overBy: '已超 {n} 天', today: '今天到期', leftDays: '还有 {n} 天', first: '仅列出最紧急的 {n} 项', done: '本期已完成', record: '登记一次' },
  dueState: { overdue: '已逾期', due: '将到期' },
  every: { P7D: '每周', P14D: '每两周', P1M: '每月', P3M: '每季度', P6M: '每半年', P1Y: '每年' },
  map: {
    title: '一张图', stations: '监测站点', cases: '在办办件', clearLayers: '清除图层', searchLayers: '查找图层', wholeShelf: '全部', find: '查找站点与台账对象', nothing: '没有找到', open: '查看详情', nothingInside: '范围内没有对象', several: '此处 {n} 个，点击放大', asRegister: '在台账中查看', tools: '工具',
    distance: '测距', surface: '测面', inside: '圈查', print: '打印', sheetTitle: '图名', legend: '图例',
  },
  metrics: { title: '运行指标', uptime: '运行时长', version: '版本', seq: '入库序号', status: '状态', ok: '正常', all: '全部指标' },
  ...enforcementZh,
  ...fieldZh,
  ...sourcesZh,
  ...transferZh,
  ...visitsZh,
  ...caseworkZh,
  ...outletZh,
  ...oversightZh,
  ...peopleZh,
  ...planZh,
  ...portalZh,
  ...assessmentZh,
  ...burningZh,
  ...powerZh,
  ...reportZh,
  ...suspicionZh,
  ...wallZh,
}

export type Messages = typeof zh
