// A document that can be followed: its files and its commands, in the order in which they stand.
// A file is a fenced block below a paragraph that begins with its path in backticks; a block of `sh` is commands, one a line.
const kFence = /^```(\w*)\s*$/
const kPath = /^`([\w./-]+\.\w+)`/

export function steps(markdown) {
  const found = []
  let paragraph = '' // the first line of the one above
  let block
  for (const line of markdown.split('\n')) {
    const fence = line.match(kFence)
    if (block && fence) {
      const text = block.lines.join('\n') + '\n'
      if (block.language === 'sh') found.push(...block.lines.filter(Boolean).map((command) => ({ command })))
      else if (block.path) found.push({ path: block.path, text })
      block = undefined
      paragraph = ''
    } else if (block) block.lines.push(line)
    else if (fence) block = { language: fence[1], path: paragraph.match(kPath)?.[1], lines: [] }
    else if (line.startsWith('#')) paragraph = ''
    else if (line && !paragraph) paragraph = line
    else if (!line && paragraph && !kPath.test(paragraph)) paragraph = ''
  }
  return found
}
