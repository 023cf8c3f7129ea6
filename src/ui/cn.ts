import { clsx, type ClassValue } from 'clsx'
import { twMerge } from 'tailwind-merge'

/** Joins class names; of two that set the same property the later wins, so that a caller's `className` can override. */
export const cn = (...classes: readonly ClassValue[]): string => twMerge(clsx(classes))
