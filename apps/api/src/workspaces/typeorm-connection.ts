import type { Database } from '@grapevine/database';
import type { DynamicModule } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';

/** Hands the open, migrated data source on to Nest, which closes it after the last request. */
export function typeOrmConnection(database: Database): DynamicModule {
  return TypeOrmModule.forRootAsync({
    useFactory: () => ({ type: 'postgres' }),
    dataSourceFactory: async () => database,
  });
}
