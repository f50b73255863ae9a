import type { AuditReport } from '../report.ts'
import { PAGE_START } from './file.ts'
export const reportPage = (_report: AuditReport, _now: Date): string => PAGE_START
