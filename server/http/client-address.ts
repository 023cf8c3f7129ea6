import type { IncomingMessage } from 'node:http'
import { BlockList, isIP } from 'node:net'

/** Whether the machine at this address is a proxy of ours, whose word about who asks is taken. */
export type IsTrustedProxy = (address: string) => boolean

const LOOPBACK = ['127.0.0.0/8', '::1/128']

/** The rule of `WAYMARK_TRUST_PROXY`: addresses, ranges like `10.0.0.0/8`, or `loopback`. The same for REST and for websockets. */
export function trustedProxies(entries: readonly string[]): IsTrustedProxy {
  const ranges = new BlockList()
  for (const entry of entries.flatMap((entry) => (entry === 'loopback' ? LOOPBACK : [entry]))) {
    const [address = '', bits] = entry.split('/')
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4'
    if (bits === undefined) ranges.addAddress(address, family)
    else ranges.addSubnet(address, Number(bits), family)
  }
  return (given) => {
    const address = withoutZone(given)
    const version = isIP(address)
    return version !== 0 && ranges.check(address, version === 6 ? 'ipv6' : 'ipv4')
  }
}

/**
 * Who sent this request: the first address that is not a proxy of ours, seen from here. `X-Forwarded-For` counts only as far as
 * trusted proxies wrote it. The same answer as Fastify's `request.ip`.
 */
export function clientAddressOf(request: IncomingMessage, isTrusted: IsTrustedProxy): string {
  const remote = request.socket.remoteAddress ?? ''
  if (!isTrusted(remote)) return remote
  const forwarded = headerOf(request, 'x-forwarded-for')
    .split(',')
    .map((entry) => entry.trim())
  const path = forwarded.filter((entry) => entry !== '').reverse()
  return path.find((address) => !isTrusted(address)) ?? path.at(-1) ?? remote
}

/** Whether the request came through a proxy, as far as it says so: proxies on this machine connect from it, too. */
export const wasForwarded = (request: IncomingMessage): boolean =>
  Object.keys(request.headers).some((name) => FORWARDING_HEADERS.test(name))

const FORWARDING_HEADERS =
  /^(x-forwarded(-.+)?|forwarded|via|(x|true|cf|fastly)-(real|client|connecting|originating)-ip)$/

/** This machine itself, not through the network. */
export const isLoopback: IsTrustedProxy = trustedProxies(['loopback'])

/**
 * What counts as one address where addresses are counted: an IPv4 address, or the /64 of an IPv6 address, because every household has
 * as many IPv6 addresses as it likes within that.
 */
export function addressGroupOf(given: string): string {
  const address = withoutZone(given)
  if (isIP(address) !== 6) return address
  const groups = groupsOf(address)
  const isMappedIpv4 = groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff
  if (isMappedIpv4) return bytesOf(groups.slice(6)).join('.')
  return `${groups
    .slice(0, 4)
    .map((group) => group.toString(16))
    .join(':')}::/64`
}

const withoutZone = (address: string): string => address.split('%', 1)[0] ?? ''

/** The eight numbers of an IPv6 address. The URL parser brings every way of writing it into one. */
function groupsOf(address: string): number[] {
  const [front = '', back] = new URL(`http://[${address}]`).hostname.slice(1, -1).split('::')
  const read = (part: string): number[] =>
    part === '' ? [] : part.split(':').map((group) => Number.parseInt(group, 16))
  const [first, last] = [read(front), read(back ?? '')]
  return [...first, ...Array.from({ length: 8 - first.length - last.length }, () => 0), ...last]
}

const bytesOf = (groups: readonly number[]): number[] => groups.flatMap((group) => [group >> 8, group & 0xff])

function headerOf(request: IncomingMessage, name: string): string {
  const value = request.headers[name]
  return typeof value === 'string' ? value : (value ?? []).join(',')
}
