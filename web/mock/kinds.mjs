// A few kinds of records in the shape of docs/api.md: together they use every type of field.
const plain = {
  help_zh: '', help_en: '', unit: '', required: false, required_if: null, unique: false, indexed: false, searched: false, public: false,
  personal: false, retired: false, default: '', computed: false, choices: [], target: '', low: null, high: null, decimals: null, columns: [],
}
const field = (name, type, label_zh, label_en, more = {}) => ({ ...plain, name, type, label_zh, label_en, ...more })
const choices = (...all) => all.map(([value, zh, en]) => ({ value, zh, en }))

const named = (zh = '名称', en = 'Name') => field('name', 'text', zh, en, { required: true, searched: true, indexed: true, public: true })
const placed = (type = 'point') => [
  field('street', 'text', '街道', 'Street', { required: true, indexed: true, public: true }),
  field('address', 'text', '地址', 'Address', { searched: true, public: true }),
  field('location', type, '位置', 'Location', { public: true, help_zh: '2000 国家大地坐标系', help_en: 'CGCS2000' }),
]
const contact = [field('contact', 'text', '联系人', 'Contact', { personal: true }), field('phone', 'phone', '联系电话', 'Phone', { personal: true })]
const simulated = field('simulated', 'boolean', '模拟数据', 'Invented for show', { indexed: true })
const ofFirm = field('firm', 'reference', '企业', 'Firm', { required: true, indexed: true, target: 'firm' })

export const shelves = [
  { id: 'sources', name_zh: '污染源', name_en: 'Pollution sources' },
  { id: 'water', name_zh: '水生态环境', name_en: 'Water' },
  { id: 'noise', name_zh: '声环境', name_en: 'Noise' },
  { id: 'urban', name_zh: '城市面源', name_en: 'Urban sources' },
]

const kind = (name, shelf, label_zh, label_en, geometry, colour, fields, more = {}) => ({
  name, shelf, label_zh, label_en, title: 'name', colour, geometry, public: false, state: '', may: { write: true, erase: true, import: true, export: true },
  fields: [...fields, simulated], transitions: [], expiry: null, duties: [], ...more,
})

export const kinds = [
  kind('firm', 'sources', '企业', 'Firms', 'point', '#e07b39', [
    named('单位名称', 'Name of the firm'),
    field('credit_code', 'credit_code', '统一社会信用代码', 'Social credit code', { required: true, unique: true, searched: true, help_zh: '18 位，末位为校验码', help_en: '18 characters, the last checks the rest' }),
    field('former_name', 'text', '曾用名', 'Former name', { searched: true }),
    field('sector', 'choice', '行业', 'Sector', { indexed: true, choices: choices(['1331', '食用植物油加工', 'Edible oil'], ['2641', '涂料制造', 'Coatings'], ['3011', '水泥制造', 'Cement'], ['3360', '金属表面处理', 'Metal finishing'], ['6250', '餐饮服务', 'Catering']) }),
    field('control_class', 'choice', '管理类别', 'Class', { indexed: true, required: true, choices: choices(['key', '重点管理', 'Key'], ['simple', '简化管理', 'Simplified'], ['registered', '登记管理', 'Registered']) }),
    field('scale', 'choice', '规模', 'Size', { choices: choices(['large', '大型', 'Large'], ['medium', '中型', 'Medium'], ['small', '小型', 'Small'], ['micro', '微型', 'Micro']) }),
    ...placed(), ...contact,
    field('staff', 'integer', '职工人数', 'Staff', { unit: '人', low: 0 }),
    field('output_value', 'money', '年产值', 'Yearly output', { unit: '万元' }),
    field('founded', 'day', '成立日期', 'Founded'),
    field('photos', 'photo', '厂区照片', 'Photos of the site'),
  ], { state: '' }),
  kind('permit', 'sources', '排污许可证', 'Discharge permits', null, '#5a8dee', [
    field('name', 'text', '许可证编号', 'Number of the permit', { required: true, unique: true, searched: true, indexed: true }), ofFirm,
    field('street', 'text', '街道', 'Street', { indexed: true }),
    field('state', 'choice', '状态', 'State', { indexed: true, default: 'draft', choices: choices(['draft', '受理', 'Received'], ['valid', '有效', 'Valid'], ['suspended', '中止', 'Suspended'], ['ended', '注销', 'Ended']) }),
    field('valid', 'period', '有效期', 'Valid', { required: true, indexed: true }),
    field('limits', 'table', '许可排放量', 'Permitted emissions', { columns: [
      field('pollutant', 'choice', '污染物', 'Pollutant', { required: true, choices: choices(['SO2', '二氧化硫', 'SO₂'], ['NOx', '氮氧化物', 'NOₓ'], ['PM', '颗粒物', 'Particles'], ['COD', '化学需氧量', 'COD'], ['VOCs', '挥发性有机物', 'VOCs']) }),
      field('tonnes', 'number', '许可量', 'Permitted', { unit: 't/a', low: 0, decimals: 3, required: true }),
      field('remark', 'text', '备注', 'Remark'),
    ] }),
    field('document', 'file', '许可证正本', 'The permit'),
  ], {
    state: 'state', expiry: { field: 'valid', remind_days: [60, 30] },
    transitions: [
      { verb: 'grant', label_zh: '核发', label_en: 'Grant', from: ['draft'], to: 'valid', needs_reason: false },
      { verb: 'suspend', label_zh: '中止', label_en: 'Suspend', from: ['valid'], to: 'suspended', needs_reason: true },
      { verb: 'resume', label_zh: '恢复', label_en: 'Resume', from: ['suspended'], to: 'valid', needs_reason: true },
      { verb: 'end', label_zh: '注销', label_en: 'End', from: ['valid', 'suspended'], to: 'ended', needs_reason: true },
    ],
  }),
  kind('inspection', 'sources', '执法检查', 'Inspections', 'point', '#c95f5f', [
    field('name', 'text', '检查编号', 'Number', { required: true, unique: true, searched: true, indexed: true }), ofFirm, ...placed(),
    field('on', 'day', '检查日期', 'Day', { required: true, indexed: true }),
    field('result', 'choice', '结论', 'Result', { required: true, indexed: true, choices: choices(['pass', '未发现问题', 'Nothing found'], ['mend', '责令改正', 'To be mended'], ['case', '立案', 'Case opened']) }),
    field('deadline', 'day', '整改期限', 'Mend until', { required_if: { field: 'result', is: ['mend'] } }),
    field('finding', 'long_text', '检查情况', 'What was found', { searched: true, required_if: { field: 'result', is: ['mend', 'case'] } }),
    field('photos', 'photo', '现场照片', 'Photos'),
    field('arrived', 'instant', '到场时间', 'Arrived'),
  ]),
  kind('outfall', 'water', '入河排污口', 'Outfalls', 'point', '#2f8fd0', [
    named('排污口名称', 'Name of the outfall'),
    field('code', 'text', '编码', 'Code', { unique: true, searched: true, indexed: true }),
    field('category', 'choice', '类型', 'Category', { indexed: true, required: true, choices: choices(['industrial', '工业排污口', 'Industrial'], ['sewage', '城镇污水处理厂', 'Sewage works'], ['rain', '雨洪排口', 'Storm water'], ['other', '其他', 'Other']) }),
    field('owner', 'reference', '责任单位', 'Answerable firm', { target: 'firm', indexed: true }),
    field('body', 'reference', '受纳水体', 'Receiving water', { target: 'water_body', indexed: true, required: true }),
    ...placed(),
    field('diameter', 'number', '管径', 'Diameter', { unit: 'mm', low: 0, high: 5000, decimals: 0 }),
    field('flow', 'number', '日均排水量', 'Mean daily flow', { unit: 'm³/d', low: 0, decimals: 1 }),
    field('monitored', 'boolean', '安装在线监测', 'Monitored online'),
    field('photo', 'photo', '排口照片', 'Photo of the outfall'), field('checked', 'day', '最近巡查', 'Last patrol', { indexed: true }),
  ], { public: true, duties: [{ id: 'patrol', label_zh: '季度巡查', label_en: 'Quarterly patrol', by: 'inspection', every: 'P3M', clause: '《入河排污口监督管理办法》' }] }),
  kind('water_body', 'water', '水体', 'Water bodies', 'line', '#1f6fb5', [
    named('水体名称', 'Name of the water'), ...placed('line'),
    field('target', 'choice', '目标类别', 'Target class', { indexed: true, choices: choices(['III', 'Ⅲ类', 'Class III'], ['IV', 'Ⅳ类', 'Class IV'], ['V', 'Ⅴ类', 'Class V']) }),
    field('length_km', 'number', '长度', 'Length', { unit: 'km', decimals: 2 }),
  ], { public: true }),
  kind('noise_zone', 'noise', '声环境功能区', 'Noise zones', 'area', '#8a6fd1', [
    named('功能区名称', 'Name of the zone'), ...placed('area'),
    field('class', 'choice', '类别', 'Class', { indexed: true, required: true, choices: choices(['1', '1 类', 'Class 1'], ['2', '2 类', 'Class 2'], ['3', '3 类', 'Class 3'], ['4a', '4a 类', 'Class 4a']) }),
    field('area_km2', 'number', '面积', 'Area', { unit: 'km²', decimals: 2, computed: true }),
  ], { public: true }),
  kind('petrol_station', 'urban', '加油站', 'Petrol stations', 'point', '#d0a12f', [named(), ...placed(), ...contact,
    field('recovery', 'boolean', '三次油气回收', 'Stage-III recovery', { indexed: true }), field('tanks', 'integer', '储罐数', 'Tanks', { low: 0, high: 40 })]),
  kind('point_cloud', 'urban', '海量点位（性能）', 'Many points (speed)', 'point', '#3fae92', [named(), ...placed()]),
]

for (const one of kinds) {
  const out = one.fields.filter((f) => f.type === 'reference').map((f) => ({ field: f.name, kind: f.target }))
  const into = kinds.flatMap((other) => other.fields.filter((f) => f.target === one.name).map((f) => ({ kind: other.name, field: f.name })))
  one.relations = { out, in: into }
}
export const kindOf = (name) => kinds.find((one) => one.name === name)
export const briefOf = ({ name, label_zh, label_en, shelf, title, colour, geometry, public: open, state, may }) => ({ name, label_zh, label_en, shelf, title, colour, geometry, public: open, state, may })
