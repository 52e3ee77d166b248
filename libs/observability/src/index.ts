export { createLogger, type Logger } from './logger.js';
export { ProcessMetrics } from './metrics.js';
