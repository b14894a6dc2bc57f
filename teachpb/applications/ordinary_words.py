"""Ordinary English words that are names too.

Somebody called Will still writes “I will”, and where it were hidden there, that would tell the name. So a name that is
one of these is only looked for as names are written: with a capital. A list made by hand, of given names and surnames
that are frequent in England: a word that is missing is hidden once too often.
"""

_WORDS = """
abbot able about after again all am an and any apple april archer are art as ash at august autumn back baker ball
banks bar barn be bear bell berry best bill bird bishop bit black bloom blossom blue bob bond bone book books boy
bright brook brooks brown buck bull bunny burns bush butler by can carter case cash chambers chance charity chase
cherry child christian church clay close coal cole colt come constant cook cooper cope corn court crane cross
crystal curt daisy dale dark dawn day days dean dear deer do dove down drew drum duke dusty each early ease east end
england english ernest eve even ever fair faith falls farmer farrow fast few field fields finch fine fish fisher
flint flora flower flowers foot for ford forest foster fox franc frank free french friend frost fuller gale game
garden gardener gay gem gene gentle ginger glass go gold golden good grace grain grant grave graves gray great green
grey groves guard guide guy had hail hale hall hand hands harbour hard hardy hare harmony harp has haven hawk hay
hazel he head heart heath heather hedge held her here hero high hill hills him his hobby holiday holland holly home
honey honour hood hope horn house how hunt hunter if in innocent iris iron is ivory ivy jack jade jasmine jet jewel
jewell job jolly joy judge june junior just keen key kind king kings kitchen kite knight lake lamb land lane large
lark last late laurel law lawn lay lea leaf lee less life light like lily line lion little lock long lord love low
loyal luck lucky mace madam maid main major make man many marble march marine mark market marks marsh marshal mason
master mate may me mead meadow melody men mercer mercy merit merry met miles mill miller mills mine minor mister
mole monk moody moon moor more morning moss most mount much music my myrtle near new nice night no noble noon north
not nova now oak of off old olive on one opal or orange our out over own pace page paige palm park parks parson part
pat patience peace peacock pearl penny pepper perch piece pike pine piper pitt place plain plum pool pope poppy
porter post potter power pratt precious price pride prince prior proud prudence pure queen quick rain ray read
reader ready reason red reed rich ridge ring rise river rivers rob robin rock roman root rose rosemary rough round
royal ruby rush rust sage sail sand sands sandy savage saw school sea season see self senior serene set shade sharp
she shine ship shore short silver singer sky slack small smart smith snow so solemn some son song south spear spring
stable star steel stern stone storm street strong such sue summer summers sunny sure swan sweet swift tanner temple
the them then there they this thorn tide tiger till time to told toll top tower town trail treasure true tucker
turner twin two under unity up us vale valley van vice victor victory vine viola violet walker wall walls ward warm
was water waters way wayne we weaver well wells west what wheat wheel when white who wild will willow wills wind
winner winter wise wish with wolf wonder wood woods work worth wren wright yard yes york you young your youth zest
"""
ORDINARY = frozenset(_WORDS.split())
