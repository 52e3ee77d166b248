import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The ledger: what became of each batch. Written once, when the batch is in the warehouse (or was refused whole). */
@Entity('batches')
export class BatchEntity {
  @PrimaryColumn({ type: 'text' })
  id!: string;

  @Column({ name: 'workspace_id', type: 'int' })
  workspaceId!: number;

  @Column({ name: 'received_at', type: 'timestamptz' })
  receivedAt!: Date;

  @Column({ name: 'stored_at', type: 'timestamptz' })
  storedAt!: Date;

  @Column({ type: 'int' })
  accepted!: number;

  /** Count of refused events by reject code. */
  @Column({ type: 'jsonb' })
  rejected!: Record<string, number>;
}
