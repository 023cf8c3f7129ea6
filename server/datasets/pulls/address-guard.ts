import { lookup } from 'node:dns/promises'
import { BlockList, isIP } from 'node:net'
import { PullError } from './pull-error.ts'

/** An address that may be connected to. */
export interface CheckedAddress {
  readonly address: string
  readonly family: 4 | 6
}

/**
 * Keeps what people have us fetch away from what only this machine can reach: its own ports, the network that it is in, the metadata of
 * its cloud. A name is resolved once, all its addresses are looked at, and the address that is given back is the one to connect to, so
 * that a name cannot mean something else a moment later.
 */
export interface AddressGuard {
  /** Named by the operator: it may be in the own network and need not be encrypted. */
  isNamed(host: string): boolean
  /** Throws `PullError` for what may not be reached or is not there. */
  resolve(host: string): Promise<CheckedAddress>
}

type Resolve = (host: string) => Promise<readonly { readonly address: string; readonly family: number }[]>

/** What is not the public internet: https://www.iana.org/assignments/iana-ipv4-special-registry, and the same for IPv6. */
const PRIVATE_V4 = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/3',
]
/** Of the unicast addresses 2000::/3; all others are none. The first hold an IPv4 address that would be reached instead. */
const SPECIAL_V6 = ['2001::/23', '2002::/16', '2001:db8::/32', '3fff::/20']
/** Where clouds tell a machine its own secrets; no operator means these. */
const METADATA = ['169.254.0.0/16', 'fe80::/10', 'fd00:ec2::/32']

const listOf = (ranges: readonly string[]): BlockList => {
  const list = new BlockList()
  for (const range of ranges) {
    const [net = '', bits] = range.split('/')
    list.addSubnet(net, Number(bits), isIP(net) === 6 ? 'ipv6' : 'ipv4')
  }
  return list
}
const privateV4 = listOf(PRIVATE_V4)
const specialV6 = listOf(SPECIAL_V6)
const unicastV6 = listOf(['2000::/3'])
const metadata = listOf(METADATA)
const MAPPED_V4 = /^::ffff:/i

const kindOf = (address: string): 'ipv4' | 'ipv6' => (isIP(address) === 6 ? 'ipv6' : 'ipv4')

/** On the public internet, and not a machine's own, a network's own, or a special address. */
export function isPublicAddress(address: string): boolean {
  if (isIP(address) === 4) return !privateV4.check(address)
  if (isIP(address) !== 6 || MAPPED_V4.test(address)) return false
  return unicastV6.check(address, 'ipv6') && !specialV6.check(address, 'ipv6')
}

const bare = (host: string): string =>
  host
    .toLowerCase()
    .replace(/^\[(.*)\]$/, '$1')
    .replace(/\.$/, '')

/** `named`: hosts that may be in the own network, as they are written in addresses. */
export function createAddressGuard(
  named: readonly string[],
  resolveAll: Resolve = (host) => lookup(host, { all: true, verbatim: true }),
): AddressGuard {
  const names = new Set(named.map(bare))
  const isNamed = (host: string): boolean => names.has(bare(host))

  function check(host: string, address: string): void {
    const isAllowed = isNamed(host) ? !metadata.check(address, kindOf(address)) : isPublicAddress(address)
    if (isAllowed) return
    throw new PullError(
      `“${host}” is not on the public internet (${address}). Whoever runs this Waymark can allow it by WAYMARK_PULL_HOSTS.`,
    )
  }

  return {
    isNamed,
    async resolve(host) {
      const name = bare(host)
      const found = isIP(name) === 0 ? await resolveAll(name).catch(() => []) : [{ address: name, family: isIP(name) }]
      const [first] = found
      if (!first) throw new PullError(`There is no server called “${host}”.`)
      // One that may not be among several that may: somebody is trying something.
      for (const { address } of found) check(host, address)
      return { address: first.address, family: first.family === 6 ? 6 : 4 }
    },
  }
}
