import type { LucideIcon } from 'lucide-react'

/** An icon component of lucide-react; ui decides its size. */
export type Icon = LucideIcon
