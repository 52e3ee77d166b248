import { Column, Entity, PrimaryColumn } from 'typeorm';

/** An API key. The key itself is not stored: it has 256 random bits, so its plain SHA-256 cannot be guessed back. */
@Entity('keys')
export class KeyEntity {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ name: 'workspace_id', type: 'int' })
  workspaceId!: number;

  @Column({ type: 'text' })
  name!: string;

  @Column({ type: 'bytea', unique: true })
  hash!: Buffer;

  /** The last four characters. */
  @Column({ type: 'text' })
  hint!: string;

  @Column({ type: 'text', array: true })
  scopes!: string[];

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt!: Date;

  @Column({ name: 'last_used_at', type: 'timestamptz', nullable: true })
  lastUsedAt!: Date | null;

  @Column({ name: 'revoked_at', type: 'timestamptz', nullable: true })
  revokedAt!: Date | null;
}
