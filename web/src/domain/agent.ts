// What a browser calls itself, in two words; programs keep their own name.
const kBrowsers: [RegExp, string][] = [[/Edg\//, 'Edge'], [/MicroMessenger/, 'WeChat'], [/Firefox\//, 'Firefox'], [/Chrome\//, 'Chrome'], [/Safari\//, 'Safari']]
const kSystems: [RegExp, string][] = [[/Windows/, 'Windows'], [/Android/, 'Android'], [/iPhone|iPad/, 'iOS'], [/Mac OS X/, 'macOS'], [/OpenHarmony|HarmonyOS/, 'HarmonyOS'], [/Linux/, 'Linux']]

const named = (agent: string, known: [RegExp, string][]) => known.find(([mark]) => mark.test(agent))?.[1]

export function agentText(agent: string): string {
  const browser = named(agent, kBrowsers)
  if (!browser) return agent || '—'
  return [browser, named(agent, kSystems)].filter(Boolean).join(' · ')
}
