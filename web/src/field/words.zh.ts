// Words of the work outside.
export const fieldZh = {
  field: {
    title: '外勤', net: '网络', online: '有网', offline: '没有网络', login: '请重新登录，登录后自动发送', toLogin: '去登录', missing: '这一页还没有在有网时打开过，现在打不开',
    keptNote: '没有网络，您看到的是 {time}（{age}前）读到的内容', readAgain: '重新读取', version: '程序有新版本，正在填写的内容会保留', changeOver: '换上新版本', install: '装到手机',
    noKeeping: '此地址不是安全连接（https），浏览器不保存离线内容',
    clock: '手机时钟', clockRight: '准', clockUnknown: '尚未核对', clockFast: '快 {time}', clockSlow: '慢 {time}', clockNote: '手机时间不准：记录的时间已按平台时间校正，差值一并留存',
    kept: '离线可读', keptOf: '办件 {cases} 件、记录 {records} 条', keptAt: '最近 {time}', nothingKept: '还没有', getReady: '备好离线资料', getting: '正在读取 {done}/{of}',
    waiting: '待发送', none: '都已发送', sending: '正在发送', sendNow: '现在发送', trouble: '需要您处理', sent: '已发送', made: '{time} 办理', sentAt: '{time} 送达', photos: '照片 {n} 张',
    waitingN: '{n} 件待发送', troubleN: '{n} 件需处理', behind: '前一件处理好后再发送',
    refused: '平台未接受：{text}', overtaken: '在您之前已有人办理：{text}', mend: '修改后重办', again: '原样再发', drop: '不要了', dropSure: '确定不要“{title}”了？填写的内容和照片将从手机上删除。', dropped: '已删除',
    keptHere: '已记在手机上，有网后自动发送', waitsHere: '您办理的“{title}”还在手机上，有网后自动发送', toQueue: '查看',
    leaveSure: '还有 {n} 件没有发送。退出登录会把它们从手机上删除。',
    restored: '已恢复上次没有办完的内容', madeAt: '离线办理于 {time}', told: '位置由手机定位提供', ahead: '手机时钟快 {time}', behindClock: '手机时钟慢 {time}',
    camera: '拍照',
  },
}
