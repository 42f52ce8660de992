/** A large hospital's people, as rows: accounts that are active and have no device. */
import pg from 'pg';

/** `Inès Personne 00005` has the address `personne5@chu.tn`; five first names take turns, and forty units. */
export async function addAccounts(connection: pg.ClientConfig, count: number): Promise<void> {
  const database = new pg.Client(connection);
  await database.connect();
  try {
    await database.query(
      `with made as (
         insert into "user" (name, email, "emailVerified", "updatedAt")
         select (array['Inès', 'Amel', 'Youssef', 'Karim', 'Nadia'])[1 + i % 5] || ' Personne ' || lpad(i::text, 5, '0'),
                'personne' || i || '@chu.tn', true, now()
           from generate_series(1, $1::int) as i returning id, email)
       insert into person (user_id, status, staff_number, profession, unit, salt)
       select id, 'active', 'P-' || row_number() over (), 'nurse', 'Service ' || (row_number() over ()) % 40, '\\x00' from made`,
      [count],
    );
    await database.query('analyze');
  } finally {
    await database.end();
  }
}
