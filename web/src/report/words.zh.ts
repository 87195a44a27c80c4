// Words of the pages for everybody, and of sealed identities.
export const reportZh = {
  report: {
    title: '随手拍', lead: '看到污染，拍下来告诉我们', topic: '是什么问题', text: '说说情况', textHint: '看到什么、什么时候、多大范围', place: '在哪里', placeHint: '点一下地图', here: '用我的位置', noPosition: '取不到位置，请在地图上点选', fromPhoto: '用照片里的位置', address: '地址或标志物（选填）',
    photos: '照片', addPhoto: '拍照或选择照片', photoLeft: '还可以加 {n} 张', tooBig: '“{name}”超过 {n} MB，没有加上', removePhoto: '去掉第 {n} 张', who: '联系方式（选填）', whoHint: '只有获授权的人员说明理由后才能拆看，每次都留痕。不填也受理；领取奖励需要联系方式。', name: '姓名', phone: '电话', send: '提交',
    working: '正在验证…', sending: '正在提交…', sendingPhoto: '正在上传照片 {n}/{total}', photoFailed: '有 {n} 张照片没有传上，可在“查进展”中补充', need: '请选择问题类型、写几个字说明情况、点选位置', done: '已收到', keep: '请记下查询号和查询码，查询码只显示这一次', number: '查询号', code: '查询码', copy: '复制', copied: '已复制', toFollow: '查进展', another: '再报一件', toReport: '我要举报', logIn: '工作人员登录', urgent: '正在发生危险，请拨打 12345', chosen: '{lon}，{lat}',
  },
  follow: {
    title: '查进展', lead: '用查询号和查询码查看自己的举报', ask: '查询', joined: '同一事件已有人举报，合并办理，进展相同', received: '{time} 收到', reply: '答复', found: '核查结果', photos: '已有 {n} 张照片', satisfied: '您满意吗', thanks: '谢谢您的评价', reward: '奖励', rewardApproved: '{n} 元，已批准，请凭查询号领取', rewardPaid: '{n} 元，已发放', mine: '您的举报', added: '照片已补充', 
  },
  found: { true: '属实', partly: '部分属实', false: '不属实' },
  satisfiedWord: { yes: '满意', fair: '基本满意', no: '不满意' },
  sealed: {
    title: '举报人（封存）', none: '没有留下姓名、电话', kept: '姓名、电话已加密封存', open: '拆看', why: '拆看理由', whyHint: '写明为什么需要知道举报人是谁', go: '留痕并拆看', openings: '拆看记录', noOpenings: '没有人拆看过', byWhom: '{name} · {time}', write: '登记举报人', name: '姓名', phone: '电话', writeWhy: '依据', save: '封存', saved: '已封存', noted: '已留痕', hide: '收起',
  },
}
