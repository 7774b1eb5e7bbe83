import { Turns } from '../src/limits/turns';

const PATIENCE = 30_000;

test('what is larger than all that may run at once runs alone, and at once where nothing runs', async () => {
  const turns = new Turns(1000, 20);
  const end = await turns.take('one', 5000, PATIENCE);
  const order: string[] = [];
  const dear = turns.take('one', 900, PATIENCE).then((done) => (order.push('dear'), done));
  const small = await turns.take('one', 20, PATIENCE);
  order.push('small');
  end();
  small();
  (await dear)();
  expect(order).toEqual(['small', 'dear']);
});

test('clients take turns, however much one of them has waiting', async () => {
  const turns = new Turns(1);
  const order: string[] = [];
  const end = await turns.take('greedy', 1, PATIENCE);
  const work = async (client: string): Promise<void> => {
    const done = await turns.take(client, 1, PATIENCE);
    order.push(client);
    done();
  };
  const clients = ['greedy', 'greedy', 'greedy', 'modest', 'other', 'modest'];
  const all = clients.map((client) => work(client));
  end();
  await Promise.all(all);
  expect(order).toEqual(['greedy', 'modest', 'other', 'greedy', 'modest', 'greedy']);
});

test('who waits in vain is told that the server is busy, and is not let in later', async () => {
  const turns = new Turns(1000);
  const end = await turns.take('one', 1000, PATIENCE);
  await expect(turns.take('one', 500, 10)).rejects.toThrow('The server is busy');
  end();
  await turns.take('other', 1000, PATIENCE);
});
