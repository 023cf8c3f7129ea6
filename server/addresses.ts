import type { Server } from 'node:http'
import os from 'node:os'
import type { Config } from './config.ts'

/** Hosts that mean "every address of this machine": nobody can open them. */
const EVERY_ADDRESS: ReadonlySet<string> = new Set(['0.0.0.0', '::', '::0'])

type Place = Pick<Config, 'host' | 'port' | 'publicUrl' | 'nodeUrl'>

/** Where people open the app. Without a slash at the end. */
export const peopleUrl = (server: Server, { host, port, publicUrl }: Place): string =>
  publicUrl ?? addressOf(server, EVERY_ADDRESS.has(host) ? '127.0.0.1' : host, port)

/** Where other nodes reach this one. Without a slash at the end. */
export const ownNodeUrl = (server: Server, { host, port, nodeUrl }: Place): string =>
  nodeUrl ?? addressOf(server, EVERY_ADDRESS.has(host) ? os.hostname() : host, port)

/** The address of a store, as it may be shown: without the user and the password. */
export function storeAddress(databaseUrl: string): string {
  const { host, pathname } = new URL(databaseUrl)
  return host + pathname
}

function addressOf(server: Server, name: string, wishedPort: number): string {
  // Port 0 means any that is free; what it became is known once listening.
  const listening = server.address()
  const port = typeof listening === 'object' && listening ? listening.port : wishedPort
  return `http://${name.includes(':') ? `[${name}]` : name}:${String(port)}`
}
