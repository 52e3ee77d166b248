import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Somebody who signs in by email and password. */
@Entity('people')
export class PersonEntity {
  @PrimaryColumn({ type: 'uuid' })
  id!: string;

  @Column({ name: 'workspace_id', type: 'int' })
  workspaceId!: number;

  /** In small letters. */
  @Column({ type: 'text', unique: true })
  email!: string;

  /** argon2id, with its parameters and salt. */
  @Column({ name: 'password_hash', type: 'text' })
  passwordHash!: string;

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt!: Date;

  @Column({ name: 'last_signed_in_at', type: 'timestamptz', nullable: true })
  lastSignedInAt!: Date | null;
}
