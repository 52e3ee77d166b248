import { Module } from '@nestjs/common';
import { DeliveryService } from '../delivery/delivery.service.js';
import { DeliveryReader } from '../delivery/delivery-reader.js';
import { DeliverySeries } from '../delivery/delivery-series.js';
import { EventLogService } from '../event-log/event-log.service.js';
import { SealedCounts } from '../sealing/sealed-counts.js';
import { SealedDeliveryFigures } from '../sealing/sealed-delivery-figures.js';
import { WorkspacesModule } from '../workspaces/workspaces.module.js';
import { AskedWorkspaceReader } from './asked-workspace.js';
import { CountLineReader } from './count-lines.js';
import { GrowthService } from './growth.service.js';
import { PowerCurveService } from './power-curve.service.js';
import { RetentionService } from './retention.service.js';
import { SeriesService } from './series.service.js';

const ANSWERING = [
  AskedWorkspaceReader,
  SeriesService,
  GrowthService,
  RetentionService,
  PowerCurveService,
  DeliveryService,
  EventLogService,
];

/** Whoever answers questions: for addresses of the API, and for exports. */
@Module({
  imports: [WorkspacesModule],
  providers: [...ANSWERING, SealedCounts, SealedDeliveryFigures, CountLineReader, DeliveryReader, DeliverySeries],
  exports: ANSWERING,
})
export class QueryModule {}
