from tests.bot.house import *
async def test_x(office):
    p = office.phone("ani")
    code = await p.register(made(1))
    print(code, p.asks, await office.dump())
    assert code
