import type { DuckDBConnection, DuckDBInstance } from '@duckdb/node-api'

/** A few connections that take turns: more at once would only share the same threads and memory. First come, first served. */
export interface ConnectionPool {
  use<Value>(work: (connection: DuckDBConnection) => Promise<Value>): Promise<Value>
  interrupt(): void
  close(): void
}

export function createConnectionPool(instance: DuckDBInstance, size: number): ConnectionPool {
  const idle: DuckDBConnection[] = []
  const all = new Set<DuckDBConnection>()
  const waiting: ((connection: DuckDBConnection) => void)[] = []
  let opened = 0

  async function take(): Promise<DuckDBConnection> {
    const free = idle.pop()
    if (free) return free
    if (opened >= size) return new Promise((resolve) => waiting.push(resolve))
    opened++
    const connection = await instance.connect()
    all.add(connection)
    return connection
  }

  function giveBack(connection: DuckDBConnection): void {
    const next = waiting.shift()
    if (next) next(connection)
    else idle.push(connection)
  }

  return {
    async use(work) {
      const connection = await take()
      try {
        return await work(connection)
      } finally {
        giveBack(connection)
      }
    },
    interrupt() {
      for (const connection of all) connection.interrupt()
    },
    close() {
      for (const connection of all) connection.closeSync()
    },
  }
}
