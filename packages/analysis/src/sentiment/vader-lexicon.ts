/**
 * The valences of VADER (Hutto & Gilbert 2014, ICWSM): 7,488 words and emoticons, each the mean of ten
 * people's ratings from -4 to 4. A line is a valence and words that have it. Those of vader_lexicon.txt of
 * cjhutto/vaderSentiment at 44fc044, made from the copy in npm vader-sentiment 1.1.3 with the four
 * words that differ there corrected; a third was read beside the reference, the rest is held by its
 * reference results (where a key stands twice, its last value, as the reference reads it); keys with a space or a capital, which no lower-cased token can equal, are left out.
 *
 * The MIT License (MIT)
 *
 * Copyright (c) 2016 C.J. Hutto
 *
 * Permission is hereby granted, free of charge, to any person obtaining a copy of this software and
 * associated documentation files (the "Software"), to deal in the Software without restriction,
 * including without limitation the rights to use, copy, modify, merge, publish, distribute,
 * sublicense, and/or sell copies of the Software, and to permit persons to whom the Software is
 * furnished to do so, subject to the following conditions:
 *
 * The above copyright notice and this permission notice shall be included in all copies or
 * substantial portions of the Software.
 *
 * THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT
 * NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND
 * NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM,
 * DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT
 * OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.
 */
export const vaderLexicon = `
-3.9 rapist
-3.8 raping slavery
-3.7 fu kill murder rape terrorist
-3.6 hatefulness hell motherfucker murderer raped rapers terrorism
-3.5 fatality killed killings rapes suicidal suicide torturers
-3.4 apocalyptic brutalizing cancer catastrophe devil evil evilly excruciation faggot fucked
-3.4 horrific killing murdered raper shittiest tragedy twat villains
-3.3 dead devastating evillest excruciating fucker heartbroken horrifyingly killer killers
-3.3 murderers murdering nigger rapists terrorised terrorises terroristic terrorize whore
-3.2 abuse abusive betray brutalises brutalizes d8 d:< devastative doomed dreadfulness faggots
-3.2 fatally fuckface fuking hated hatred hellish kia murderee murderous pissed scumbag terrorisms
-3.1 187 4q abhorrent angriest brutal bullied cocksucker crisis devastate dickhead direful
-3.1 disaster enslave evildoer evildoing evilness fuckhead fucktard hopelessness molests murderees
-3.1 murderously poisoners racism shithead sluttiest terrorise terrorists terrorized terrorizes
-3.1 vile violence worst
-3.0 </3 abusivenesses bastards betrayed bitchiest brutality brutally destructive devastated
-3.0 disgustedly dismal douchebag dx foetor fubar horridnesses infuriated murders racist saddest
-3.0 terrified terrorising terrorizing torturing traumatization whores
-2.9 182 >;( abhors afu anguish assassination bitches brutalised brutalize bullying cruellest
-2.9 cruelness cruelty cunts d; death devastators die disastrous disgust disgustingly drowned
-2.9 eviller excruciatingly fatalities fuckers harshest havoc horrifically horrifies irate
-2.9 molestations murderousness obliterate poisonously sinister torture v.v villainess
-2.9 villainously violent war warmonger wickedest
-2.8 ^urs abduction abusively assault assaultive assholes betrayal bitch brutalising bullshit
-2.8 condemnation contempt cruel cruelly damnified degrading devastates devastator devilry
-2.8 deviltry dooming doomsday enraging ffs fraud greediest harassers heartlessly heartlessness
-2.8 horrendous jackasses maddest miserableness molesting motherfucking obscene offensively
-2.8 perverts poisoning rageful remorselessness repulse ruin ruinate scams slut stab traumatically
-2.8 traumatise ugliest violently warmongers whored wtf
-2.7 >:( >:-( agonizing anger anguishing antagonizing assassinations attacker attackers bastardly
-2.7 bastardy bfd bitchery brutalise chaos corpse criminals crude degradingly depression despaired
-2.7 despairs despising destruction devils dishonest dreaded dreadfully drown evils excruciate
-2.7 fearing fuming furious fury grievousness grim h8 hate heartbreak horrifying horror horrors
-2.7 humiliation injustice insanity joylessness laziest loathing miseries misery moronic negative
-2.7 nfc painfulness pathetic poisoner poisonous poisons retarded ruination ruinous scam sluts
-2.7 sluttier son-of-a-bitch stealing terrifying terrorization torturous totalitarianism
-2.7 tragically traumatic travesty treasonous ugliness unlovable villainousness virulent weep
-2.7 wrathful
-2.6 );< abuser abusers abuses alarmingly ban bankrupt bastardising bfe bitched bitchily
-2.6 bitchiness brutalities cheating cocksuckers compassionless crappy cruelest damnation
-2.6 damnatory destroying destroys destructionist died disasters disgustful distraught dumbass
-2.6 dumbhead enrage fascist fired gloom harassments harmfully harmfulness harming humiliatingly
-2.6 hurtfully idiotic illegal infuriates killingly lousiest lowbred miserliness murderesses
-2.6 nastinesses nasty perversity petrifying po prejudicial punishers punishing rage rancidity
-2.6 rancidness riot rob robber ruinously sadden savageness shamed shit shitheads shitty sin
-2.6 sinful starved stressfully stupidnesses terriblenesses terribly terrifies terrors tortured
-2.6 victimizing villain villainy violater wars whoremonger woebegone
-2.5 :-###.. :-|| :@ ]:< abusiveness aggravate ass assaults assfucking bad bastard betraying
-2.5 betrays chastise cheater choke crestfallen crime curse d-': dangering despisements destroy
-2.5 destructing enemy evildoings evilest fail fatal fearfullest felonies felony fraudster fuck
-2.5 fuked goddam harassed harasses harassing harassment harm horrible horrid horrified horrify
-2.5 hostility humiliate joyless kills lamebrained livid lousy outraged perverted petrified
-2.5 pissants poison poorest prisoner racists rancid rancidly rejection rudest savagery sickened
-2.5 sluttishness snafu sobs sorrowfulness stinkpot strangled stupider suffer tard tortures
-2.5 troubling uglinesses unhappiest victimising victimize violating wanker warmongering whoresons
-2.4 :###.. :'-( abandonment abhorred agonises appall arrogance assaulted bastardization
-2.4 bastardize brutalized casualty conspiracy contemptuously criminal crudest crueller damnifying
-2.4 damnit danger dangered degradation dehumanizing despisement destruct destructively
-2.4 destructiveness destructs devastatingly devilkin dirtiest disgusted disgusting dissatisfying
-2.4 distress distressfulness distrusted doomsdays dreadfuls dreading dullsville evildoers fkm
-2.4 foreclosures fraudsters frustrated goddammed harasser horribleness horribly humiliations hurt
-2.4 hurtful indignation infuriating liars loneliest loser losers lying mofo mourns naggiest
-2.4 nastiest neglected nfw painfully pita poisonings prejudicialness puke punish raging reek
-2.4 retard revenge revengeful sabotage saddened sadder savages scandalous shamefulness sickening
-2.4 sorrow sorrowed spite spited stenchful stinking stupid stupidest sucker sufferers swindle
-2.4 terror thief threat threatening tragical trapped traumatised traumatism traumatize unhappier
-2.4 unhappiness unhealthy viciousness violated violaters violations violative violator warred
-2.4 weepiest whoredoms wicked wth
-2.3 ):{ 3:-( abducted abused agonised agonize agonizes agonizingly angered angers angrier angry
-2.3 assaulting bastardised bastardises bastardizing bitcheries bitchy bitterest blameworthy
-2.3 brutalizations cheated condemns crueler cruelties cwot damaging dearth dejecting depressed
-2.3 depressingly despairing destroyers destructions devilishness devilled dick disappointment
-2.3 disconsolate disheartenment disturbing disturbingly doa downhearted dumb dumbest effin
-2.3 egotist failed failing failure fiasco foetid frauds fraudulence frightful grieving grouchiest
-2.3 hatefully hating horridness hurter idiot ignoramuses impolitenesses incompetence insult
-2.3 insulted insultingly irritant irritation lazier liar molester mourningly nastier negativity
-2.3 numbskull obnoxiously offending offensiveness outcry outrage outrages pain panic pervert
-2.3 petrifies pollute poverty prblms prejudice prison prisoners punitive regrettable rejected
-2.3 rejectee remorseless riots rotten shamefaced shamefulnesses sick slutty sorrower sorrowfully
-2.3 spitefully spitefulnesses starves steals stench stenchy stinkard stressful stricken stupids
-2.3 suckers terrify thieves torturer traumatizing troublesome trustless ugly unethical unjust
-2.3 unloving unprofessional victimization villainies violates weakest worsen ||-:
-2.2 )-:< 3:( 4col :'( aching agonized angering annoyer antagonistically arrogant blaming bomb
-2.2 bsod bully catastrophic chaotic chastised collapse contemptuous cunt damage damnify damns
-2.2 dangers darkest deject dejected depress depresses depressions despairingly desperations
-2.2 destroyed destructivity deviling disappointing disgrace disheartened disheartenments
-2.2 disheartens dismaying disparaging dissatisfaction dissatisfy distressful distressingly
-2.2 dolorous doomsdayer doomster drowns enemies failings fear feared fearful fearfuller fearfully
-2.2 feuded fools fraudulent frightening grief grouch harass harms harsher hateful haters
-2.2 heartbreaker heartless heroin hopelessly hostilely illnesses imbecile infected infuriate
-2.2 insulting jailed loathe lousier lowlifes lunatic mad maddening masochistic menace miserable
-2.2 molesters moron murderess neglects numbskulls overreacts perpetrator perversely pitiful
-2.2 poisoned pollutes powerless prosecution punishment qq rejects repressors repulsed
-2.2 revengefulness rudely saddening savagely scandals scare scary screwed shameful sickener
-2.2 sickeners sluttish sorrowful spammer steal stealers stolen suffered thieve threateningly
-2.2 torturously tragics traumas traumatises traumatizations troublemakers uglier uglification
-2.2 uglifying unhappinesses uninvolved violate violation wasted whoreson wickeder wickednesses
-2.1 )-': )-: )-:{ :< :c >: >:[ @: ]-: accident agitators agonise amort anguishes apprehension
-2.1 arrested ashamed attack badly bankster bastardise bastardizations bereave bereaved blamed
-2.1 blamer broken brutalization btd choked cry crying dangerous defeated defeatists defectively
-2.1 degrades depressively deprival deprive deprived despondent destructionists devilish dipshit
-2.1 disabling disadvantageously disappointed disdain disgusts distrustful distrusting disturbers
-2.1 doomful eviler fag fake faultfinding faultier faultiest faults flawed flunked foetors
-2.1 freakish frighteningly frustration fucks gloomful glum goddamn goddamns grievance grieves
-2.1 gross grossest harmed haunted heartbreakers heavyhearted helplessness hooliganism horribles
-2.1 hostilities hurts immoralist immorally incompetent infringement irrationalist irritable
-2.1 irritants jeopardy killjoy libelous loathed lowlives lugubrious maniac miserably molest
-2.1 moodiest nasties neglectfully nme obliterated obnoxiousness oppressed persecute perverseness
-2.1 perversive pitilessly poor punishes rages rejections resentful revenger ruder ruined sad
-2.1 scaremonger selfish shame shattered shits shittier shylock sickeningly sluttishly smartass
-2.1 smuggler smuggling snubs spamming stinkiest stressors suckering suffering suffers suspended
-2.1 terrible thieveries totalitarian troublous troublously uglify uglily uneasiest unfair
-2.1 unlovely unpleasant upsetting vitriolic weakliest whoredom wickedly wickedness widowed
-2.1 woefulness worrit worse worsens wrong }: }:-(
-2.0 )': :[ >-: abandoned abductions abhor abusing affectionless agitated antagonize appalled
-2.0 appallingly arguing attacked attacking awful banned bastardized beating belittled bitchier
-2.0 bitterly blamers censor cheat chokes choking contagion contemptibilities coward crudeness
-2.0 crudenesses cruder damagers damagingly damningly dangerously dangerousness deceit defeat
-2.0 degradative degrader degraders dejects depriving desperation despises destroyer dire
-2.0 disappointments discouragement disgraced dishearten dishearteningly disparage disrespected
-2.0 dissatisfactory dread eviction exploited failures falsify faultily foes foolishnesses forced
-2.0 frustrate frustratingly frustrations greedier grieved grievous grimaced grouchier grouchiness
-2.0 guiltier heartbreaking helpless heroinism hopeless hypocritical immoral imprisoned incensed
-2.0 inferiorly insipid insulter insulters irritated irritating irritatingly irritative jealous
-2.0 jealousies jealously lamely lament lamenting lowlight melancholiac misrepresentation mocks
-2.0 neglect neglectful neglectfulness obnoxious offends offensive outrageous outraging panicked
-2.0 penalty pessimisms pessimistically phobias pisser polluted polluters problematically punished
-2.0 raged reeked reeking regrettably regretters rejecting remorselessly resentfulness revengers
-2.0 ridicule robs rude rudesby ruiner savage savaged scaremongers screwiest selfishnesses
-2.0 severely shamefacedness shamelessnesses sickens sins sluttishnesses snob snobbery snubbed
-2.0 stresses stupidities stupidly sucked suckered sufferer swindling thievery thoughtless
-2.0 threatened threating tragic troubled troublemaker troubles uglies unacceptable unfortunate
-2.0 ungrateful unintelligent uninvolving unloveliness unworthy upsetters vexing victimhood
-2.0 villainesses villainous vulture wept whoremongers worriedly worrisomely worsening worser }:(
-1.9 ):< ..###: :( :{ abandon abandoner abandoners admonished aggravated aggravates aghast angerly
-1.9 animosity annoy antagonism antagonist appalls arrests arrogances atab attacks aversion banish
-1.9 belittle bereaves bitterer block bloody burden chagrin cheaters chucklehead condemned
-1.9 contemptibleness contradictious criticise criticism crushes damaged damager damages deceitful
-1.9 deceived deception defeature defective defector degrade dehumanized denied denounces
-1.9 destructed devastations devilment dirty disagreeablenesses disappointingly discouragers
-1.9 discourages discouraging discredited disillusioned dismayed dismayingly displeased
-1.9 dissatisfactions disturbs dreadful dullnesses dumbheads dumbness embarrassment emptiness
-1.9 excruciations expel exploiting fightings flunker foe fool forbidding forbiddingly foughten
-1.9 frantic freak freeload frightened frightfulness frustrates frustrating furiously futile
-1.9 gloomed goddams greedily griever grouchy harsh hates horrendously hurters hurtfulness
-1.9 hysteria idealess ignorami ignoramus illiteracy incapacitated inconsiderate inferiorities
-1.9 insincerely intimidated intimidating irresponsible lamentations loathes lowbrow ludicrousness
-1.9 madness meaningless melancholy mindless misbehave molestation molested moochers mope
-1.9 mournfuller mourning nastily notorious painful panicking panics passionless perjury
-1.9 petrifaction prejudiced problematic pukes punishable punisher regretful regretfully
-1.9 resentment resentments revenges ruins saddens sadness savageries scandal scared scaring
-1.9 shamefacedly shamefully sicken smothers sobbed spiteful stabbed stabs stank starve stealings
-1.9 stupidity suck sucky terribleness tired tragedies traumatising treason troublers
-1.9 troublesomeness unattractive undeserving undesirable unemployment unfortunates unhappily
-1.9 unloved unlovelier unloveliest unsavory upsetter vexation violators warring weak weaker
-1.9 weapons weeper weeping weepings whorehouses whoremaster woeful woes worriments worrisomeness
-1.9 worry worsened worthless wreck wronged zealot
-1.8 ): adversity aggressiveness agitating agony angrily anguished annoyances annoys
-1.8 argumentatively arrogantly avoider bastardies bastardizes beaten bitter bittered blamable
-1.8 blamably broke burdensome charmless cheats comfortless complainer conflictive criticised
-1.8 crushed damnableness damnifies defecting defectiveness defectives degraded dehumanize denies
-1.8 depressor deprivation deprivations despiser destructibility detain devastation devilling
-1.8 disadvantage disadvantageous disagreements discomfort discontented discourage discouragements
-1.8 discouragingly disheartening dismay dismays disqualified disrespect dissatisfies distressed
-1.8 distrust distrustfully downcast dullards dumpish duped dysfunction egotistically emptiest
-1.8 enrages erroneous exasperated fails faithlessness fakes faking fcol fearfulness fears flunkey
-1.8 flunks flunky foeman fooleries foolery foolishly foolishness forbidden freaking freakout
-1.8 fumed gloomiest gloominess glooming goddamned gossipping greenwash grimaces grimy grossness
-1.8 guiltiness guilty hater heartbreakingly heartbreaks homesickness homesicknesses hysterics ill
-1.8 impatience impolitely impoliteness indignant injury insecure insecureness insecurities
-1.8 insecurity insensitivity insincere insults intimidation irritably irritate jackass lame lies
-1.8 loneliness lonesomeness lowery lowliest miser misunderstanding mock mourn mourners
-1.8 mournfulness nagger neurotically pained pains pathetically perverse pitifuller pitiless
-1.8 polluter prejudices prejudicing problematical promiscuity prosecutes protesting puked puking
-1.8 punishments rebelliously recession regret rejectees rejecters rejective rejector repressing
-1.8 ridicules ridiculing sadly scornful sedition shitting smother snub somber stampede starving
-1.8 stress stressor struggling tantrum temper threateners threats ticked trauma troublemaking
-1.8 troublesomely ugh uglifies uneasinesses unfulfilled ungratefully unhappy useless vain
-1.8 victimized victimizer warfares waste weaken weakly weakness weepier weirdo whines wiseass woe
-1.8 worrier worries worrywart yucky
-1.7 ..###-: :l >:\\ \\:< abandonments acrimonious agitate angriness annoying antagonistic
-1.7 antagonists arguments ashamedly avoidance battleground bitterness blameful blames blind
-1.7 botheration boycotted boycotting burdened burdeners chastises chastising cheerless
-1.7 cheerlessness complained complainingly complaints conflicting crash cries criticising
-1.7 cynicism cynicisms damn damnable damnably decay decaying decays deceive defeatist defected
-1.7 defects deficit depressible depressors deprives despised detained difficultly disadvantaged
-1.7 disadvantages disagreeable disagreeableness disappoint disappointedly disconsolation discord
-1.7 discouraged discourager disillusionment disliked dislikes disorder dispute disputing
-1.7 distorted distressfully distressing disturb doom doomsayers dull duller dullest dumped dumps
-1.7 dumpy egotists embarrasses embarrassingly embarrassments enraged enslaved error farce
-1.7 fatalisms fault fearsome fights fooling foolisher freebooter frightens frightfully greed
-1.7 greediness grievously grouching guiltiest hacked haunt helplessnesses hindrance hurting
-1.7 idealless ignoring illness immoralists impatiently inability inadequacies inadequacy
-1.7 inadequate inadequateness inferior injured insane interruptions irrationality irritabilities
-1.7 irritableness irritates isolation jealousness joylessly killjoys lose losses lousiness
-1.7 lowlier madly maniacally masochist menaced misbehaving misleading mocking mooch mooching
-1.7 mournfully nagana nagged nagging naggy neglecter neglecting nonsense oppressive optionless
-1.7 overreacted painfuller paining peril perverter petrify piss pissing problem problems
-1.7 prosecute provoke punishabilities rash reckless reeker refusing regretting reject rejectingly
-1.7 repressions repressively scapegoat scarer scarey scold scorn scream screwup seditious
-1.7 selfishness shames shitted shocking sluggish smartasses smuggles smugnesses snobbishnesses
-1.7 snobby sorrowing stealable stealer stink strained stubborn stupidness sullen suspiciously
-1.7 tensions traumata traumatized trouble unappreciated uncomfortably uncontrollability unease
-1.7 unfocused unsatisfied unsuccessfully unsupported unwelcome wasting woefully worriers
-1.7 worrisome
-1.6 86 :-[ :?c >:/ ]: abandoning ache ached agitatedly amoral annoyed arguer argues aversive
-1.6 battle battlefield battles bitterish blamefully blameworthiness blocking bothering bummer
-1.6 carelessnesses complains condemn conflicts confrontational contemptible contradictors
-1.6 cowardly crap craziness cried criticize criticizers cynical damned decayed decayer decayers
-1.6 deceives defeating demoralized depressant depressants depressing depressive depriver
-1.6 desperately despisers deviled devilishly devilries disadvantageousness disagree disappoints
-1.6 discomfortable discomforted discomforting disillusions dislike disparages disregarded
-1.6 dissatisfied distraction distractive distresses distrustfulness disturbance disturbed
-1.6 doomsters doubter dullard dumbfounded dump dumpiest embarrassable embarrassing emergency
-1.6 enslaves expelling expels falsified feuding fight flu flunkers fooled foolhardiness forbidder
-1.6 freakiest freeloaded freezingly fright funerals glamourless gossiping grave gravesides grieve
-1.6 grimier griminess gullibility hostile ignorantly immoralism impolite inadequatenesses
-1.6 incapable ineffectuality inhibit interrogated intimidator intimidators irrationally jaded
-1.6 lackadaisical lamebrain lied losing louse lowest lunatics manipulated masochism
-1.6 masochistically melancholias misbehaved misbehaves misinformed mistaker mistakers mockeries
-1.6 mourner mournful n00b obstacles paranoids phobia pleasureless prblm pricklier prosecuted
-1.6 punishability rancidnesses regretfulness regretted regretter rejecter reluctancy repression
-1.6 resented restrict restricted restricting ridiculer ridiculers ridiculousnesses riskinesses
-1.6 ruinable ruinations ruing screaming severe severer shock shocks shyster slam sleeplessness
-1.6 smuggle snobbily sobbing sorrows spammers stingy stunk suspicion talentless tensioner
-1.6 threaten threatens tumor uncomfortable unconvinced uneasiness uneasy ungratefulness unkind
-1.6 unsecured upset uptight uselessness victimizers weakener weakhearted weepies wimpish |-:>
-1.5 $: %-) :-( :-< adversarial adverse adversities afflicted agonising amorality annoyers
-1.5 appalling argued argument argumentative argumentive bamboozle bamboozled bamboozles
-1.5 brainwashing burdens careless clueless coerced collision complain confrontations confusedness
-1.5 contagions crazily criticized criticizer criticizing crushing debt defeatures defections
-1.5 degradations dehumanizes denier depressives deriding desperateness destructible detention
-1.5 deviltries difficult disagreeably disagreement disillusionments disoriented disruption
-1.5 distractible doomsaying doomsayings doubt doubtable douche drained dubious dulled dumber
-1.5 dumbs dupe eerie embarrassed emptinesses exhausted exhausting exhaustion fallen fatiguingly
-1.5 faultfinders faultiness fighting flunking foolhardier forbidders freakouts freaky friendless
-1.5 frighting funeral gloomier gravely graveness grievances grime grimmer gullible hesitatingly
-1.5 hooligan ignorance ignore inconvenience inhibition interruption irrationalism irrationalists
-1.5 irrationalities irritations lags lamentable lamentably laments lamest lazy lonelinesses
-1.5 lonely lonesome lowballed lowlife ludicrous manipulating mess messy mischief misers
-1.5 misreporting mistaken mistakes misunderstand moocher moody nag naggers neglecters nitl
-1.5 obsessional obstacle offender offenders offenses overload overweight panicky paranoias
-1.5 persecuting pessimism pessimist pessimistic pissant poorer prejudicially profitless
-1.5 promiscuously quaking rebeldom reekers regrets repressible ridiculed ridiculous rigged
-1.5 riskiest robing rudeness ruinated ruinates ruinating screamers seduced severed severest
-1.5 shylocking smear smuggest smuggled sore spam spitefulness stenches stinker stinkier stinko
-1.5 stinky stressing strikes struggles stubborner stubbornnesses sucks sulking suspicions
-1.5 suspicious sux swindles tantrums tenseness tenser trembling turmoil uglified uncontrollable
-1.5 uncontrollably undermined undermining unfriendly unprotected unstable unsuccessful upsets
-1.5 uselessly vicious victimised victimizations victimizes weaklier weaknesses whine whoremasters
-1.5 wiseasses witch worriment worrywarts
-1.4 /:< /o: 3:-) :/ :o/ <:-| =/ accidentally accuses aggressed aggressivities agitates agitator
-1.4 alarm alarmed antagonized argue arguers arrest avoided avoiders avoiding blame bother
-1.4 boycotts burdening carelessness chagrined combat confusingly contagious contemptibly
-1.4 contradictoriness contradictory contradicts crazy criticizes cynic damnations damning
-1.4 deadlock deceiving defeater defect defection defenseless denounce deny denying deprivers
-1.4 derailed despise difficulty dirt dirtier disagreeing disappears discarded disparaged disputed
-1.4 disregards disruptions distorts distracted distractingly disturbances disturber dork doubtful
-1.4 doubting doubtingly dreads dreary drunk dullness dumbed dumpier egotism egotistic errors
-1.4 excluded exploits failingly fatigued faulted faulting feud feuds fidgety fiery fire firing
-1.4 flop flops flunkies foolhardy foolishest forbiddance frantically freakiness freakishness
-1.4 frighted frighten frowning gag gossipmongers grimacing grouchily guilts gun hapless
-1.4 haplessness harried helplessly hesitater hesitaters hesitates hesitating horridly humiliated
-1.4 humorlessness hurtling inconvenient indoctrinate inflamed inhibitive insecurely insignificant
-1.4 insincerity interrupt interruptive intimidations irrational irresolute irritability jerk lag
-1.4 lamentation lamented lamer leak lethargy lonelier lonesomes lowermost messed miserly
-1.4 misgiving mistake misunderstood mlm mooched mooches moodiness moodinesses moronically mumpish
-1.4 naggier needy neurotic niggas nimy numb numbly obsessing obsession offences ominous perturbed
-1.4 pissers pisses pitying pressuring prick prickliest rant reluctance repress repressive
-1.4 repressor resentfully resign restlessly revengefully ridiculously riskier scapegoats scares
-1.4 screwy selfishly shakedowns shameless shamelessly shamelessness shoot shylocks smileless
-1.4 smothering smugglers smugness snobs spites stifled stressed struggled strugglers stubbornly
-1.4 suspects tense tensioning thieved threatener toothless tragediennes traumatizes trickers
-1.4 trivialising troubler unapproved uncertainly uncertainties uncertainty undermines uneasier
-1.4 uneasily unequal unfortunately unimpressed unimpressive unmotivated virtueless warning
-1.4 weaklings weaponed weeps wimp wisenheimers worrying
-1.3 /-: /: :-c :\\ >.< \\^: abandons accidents accusations aggress aggressions aggressively
-1.3 agitations agitative annoyance anti awkwardly awol axed bereaving bizarre boredom bores
-1.3 boresome boring botherations bothered bothersome boycott burdener chuckleheaded complainers
-1.3 conflict confrontation confronters confused confuses contradict contradicted contradicting
-1.3 contradictions critical criticises cynically defeatism defeats defectors defenselessness
-1.3 delay derails despair despairer despairers desperate disagreed disagrees discomforts
-1.3 disguising disillusioning disjointed disliking disquiet disruptive distort distractable
-1.3 distractibility distracts distrusts doubters dumbly dumping envyingly excruciated exhauster
-1.3 exhausters fatigues faulty flunk foolhardiest forbid forbids fought freakier freeloading
-1.3 freeloads frenzy gagged ghost gossipped gossips gossipy graveless gravest greedy grimly
-1.3 hardship hesitated hostiles humorless ignored ignorer imperfect impersonal indecisiveness
-1.3 ineffectively ineffectiveness ineffectualness interrupters interruptible interruptor
-1.3 interrupts intimidates isolated isolates jealousy lack lamentableness laughingstocks leaked
-1.3 loner lonesomely loose loses loss lost louses lowness luckless misinformation misinterpreted
-1.3 misunderstands mocked mockers mockery moodily morons mourned numbingly nuts obsessionally odd
-1.3 outrageousnesses paranoiac perplexed persecuted perversion pettiest phobics pitied pitiers
-1.3 pressures problematics provokes rants repressed represses resigns restricts riskiness risking
-1.3 scarers screamed shakeout shocked shyness skeptical smh spiritless startle stereotype
-1.3 stinkingly straining struggle stuttering submissive suspend tease tempers tension timidity
-1.3 trap tricksters uncertainness unimportant unsettled unsurely viciously victims vultures
-1.3 walkout weakened weakeners weakening weakens weakling weepy weirdie weirdoes whiney
-1.2 .-: 0-| :-/ :^/ :s =\\ =l >:o \\o: accused adversative aggravating aggression agitational
-1.2 allergic amoralities antagonisms apathetic apathy avoid ayor battled battlefront bittering
-1.2 borers censors childish collapses collapsing colluding complaint confrontationists confusion
-1.2 confusional contentious cover-up critics crudely cuts deafening defer deprivals derail
-1.2 derision difficulties disbelieve discourageable disorganized distract distracting dominating
-1.2 dorkiest doubtfully doubtfulness doubts dumper dumpiness dynamiter embarrass ennui exclusion
-1.2 exhaust fatalists fatiguing feeble freaked fume gossipry gravers graves graveyard graveyards
-1.2 grimed hesitantly hiding humiliating ignorances immobilized impatient impose ineffectual
-1.2 inquisition interrupted interrupting jealz lagged lamebrains lamenter lames lethargic
-1.2 limitation lossy lousily lowballs lower lowlinesses madder maniacs manipulation masochists
-1.2 mia missed missing mistakenly nerd nervousness no obsessiveness obsolete obstinate offence
-1.2 offend outrageously outrageousness pathetical persecutes perversions pervertedly
-1.2 pervertedness pesky phobic piteous pitier pities pitifully pitifulness pity pressure
-1.2 pseudoscience questionable ranter ranters rebellious rebelliousness refuse refused resenting
-1.2 resents resignation resignations resigner restlessness sceptical screams screwer shakedown
-1.2 shakiest short-sighted shynesses sillinesses skeptically skepticisms smog snobbishly
-1.2 stereotyped stinkers stop strains strangely suspect suspiciousness teased teaselers teases
-1.2 tensely tensest trembly trickeries trickiest trickiness uncertain underestimate undermine
-1.2 unsophisticated uptightness victimises vulnerably warfare warnings weakish weapon weirdly
-1.2 whiner wimpiness wiseacre woesome worn worried worrits zzz |-0 |-o
-1.1 :o\\ \\= absentee alarmists alarms alas alienation aversions avoidances battling biased
-1.1 bitching blocked bored boredoms charges chuckleheads collapsed collides collisions
-1.1 complainants contemptuousness controversially cornered critic crudes cut defenselessly
-1.1 deniers deride devilments disguised disinclined disputes disregard distorting dooms doomy
-1.1 dorkier dorky doubted drop dulling dullish dully dumpings embarrassedly envied enviers
-1.1 envious envy exhaustions exhaustiveness exhausts exposing ferociously feudalistic feudist
-1.1 foolish forgetful frights fud gossiped gossiper gossipers graver grievants guilt guiltily
-1.1 haunting hesitate hesitation hesitations hoax hooligans ignorant ignorantness ignores
-1.1 immoralities impotent indecisions ineffectually inferiority interrupter intimidatingly
-1.1 intimidatory irrationals itchy jerks killdeer lagging lone loneness loomed lousing low
-1.1 lowliness masochisms melancholies misread mistaking monopolizes moodier moronity nags naive
-1.1 nastiness nervous numbing numbness o-| overstatement perversities pileup pique pitiable
-1.1 pitiableness pitiably pitifullest postpones provoked pu pushy rebelling rebellions remorse
-1.1 restless restriction ridiculousness rigidification rigorous risk risks s: sapfu sarcastically
-1.1 shitakes shockers short-sightedness slash slashing smothery snobbishness solemnity stammerer
-1.1 struggler stubbornness stutterers suing thorny toughly tremble trembled trickery trivialises
-1.1 trivialize underestimated underestimates unresearched victim victimise vindicating
-1.1 vulnerableness warned weakside weary weepers weirdos whorehouse woebegoneness wowser |^:
-1.0 /^: :^\\ :^| \\-: \\: accusation aches adversaries adversatives agitation alone amorally anxious
-1.0 anxiousness arguable arguably bore cancel cancelled carelessly confrontationist contempts
-1.0 contradictable contradiction contradictor crazinesses criticizable darkness degradable
-1.0 derides devilwoods diffident discard discards disguise disguises disillusion distractions
-1.0 downside dud dulls dumbfounder dumbfounders dumbstruck dumpsters egotisms emptily envier
-1.0 excruciates exhaustible expelled faithless fatalistic fatigue ferociousness ferocities
-1.0 flustered foolhardily forbiddances gloominesses gossipmonger greeds grimace grimes haunts
-1.0 hesitancies hesitant humiliates hunger hurtles ignorable inaction inadequately indecisive
-1.0 inhibitors inhibitory jumpy loused lowering lowly melancholics moping mubar numbest obsess
-1.0 obsesses offended offense overreact paranoia paranoid perpetrators perverting pessimists
-1.0 pityingly poisonwood prickle propaganda protest rebelled reluctant repetitive repressiveness
-1.0 resentence resigned resigners ruining ruinousness sappy sarcastic sceptic screws screwups
-1.0 severeness shamefast shockable shortage shy skepticism smugger snobbism sob squelched
-1.0 stammering stinkards stinkbugs stinks struck stuck stutter stutterer stutters submissively
-1.0 supremacists swearing teaser tensed tensing timid timider timidness torn toughish tragedians
-1.0 tremblers tremulous trickish tricksiness trivialities trivializes unclear uncontrolled
-1.0 uncredited unsure weirdies wimpier wimps wisenheimer
-0.9 (% /= :-. :-\\ aggressors anxiously apeshit apprehensions battlefields blocks cancels
-0.9 comedowns confronts confuse confusing confusions contemptibility contradictorily criticisms
-0.9 dearths defeaters defiant delayed demanded demanding disappear disappeared disregarding
-0.9 distractedly dizzy dodgy drag dynamited eery egotistical exclude faithlessly feudalism
-0.9 feudalist forget forgotten glooms graved gravelled gravelly graven grimalkin grimalkins
-0.9 grossly grouches hesitance hesitancy horrent huckster indecisivenesses inhibits insensitive
-0.9 lawsuit libertine limited loners loom lowish lurks misses monopolized naggingly neuroticism
-0.9 numbed obsessions obsessive oversell possessive postpone pressured pricking prickly pricks
-0.9 promiscuousness protesters protests remorseful resigning revenged risked safecrackers
-0.9 safecracking sarcasm sarcasms savagenesses screwing shakier shaky shrew shying shysters
-0.9 silliness skeptic slashed smothered sneaky snobbish snubbing stammer stammered stopped
-0.9 stuttered subversive suspected tears tenses tensioners timidest tits tricker trickster
-0.9 trivialization uncompelling unconcerned undecided unwanted vanity victimhoods vulnerability
-0.9 vulnerable weaponry weirdest weirdness weirdy whined whining wimpiest wimpy |o:
-0.8 =| absentees accuse adversary adversely aggressor aversively bashfulness battlefronts battler
-0.8 bothers bribe cancelling charged cheerlessly combats comedones comedown complaining
-0.8 confronted controversial cramp derided devilfish devilwood droopy dumbbell dumbfounding
-0.8 dumpers empty envies envying exhaustibility fascists faultfinder feudal feudalized feudary
-0.8 foolfish foolscaps freakishly freebooting fumers geek gossipries gratings graveside grievant
-0.8 grimmest grimness grosses grouched indecision indifferent inhibitions intimidate irreversible
-0.8 isolate jerked lameness liabilities liability litigation litigious lowball lowdown lowed lows
-0.8 lurk mischiefs miserere mistakable mocker mongering monopolize nimby nosey o.o offensives
-0.8 overselling overwhelms petty pissoir pityriasis postponed pressurises prickles prickling
-0.8 promiscuities provoking rebels resentenced resignedness rigidifications risker risky ruderal
-0.8 scarecrow scepticism shakeouts shyer slashes sobering stall stalled stalling stammerers
-0.8 stammers startler stinkhorns strainer strange strongyloidosis sulky teaseled teaseler
-0.8 tensional timorous toughs trickily tricksy trite trivialise trivialised unaware unbelieving
-0.8 unstoppable vociferous warmouths wellaway zealots |-:
-0.7 &: (-% :-| accusing amoralism amoralisms anxiety apprehensiveness avert avoids awkwardness
-0.7 complainant confront daze dazed deferring depressurizing dilemma discarding dominative
-0.7 doomsayer drags emptied emptier emptiers empties exaggerating exhaustively ferocity
-0.7 feudalizing feudists flees franticness freeboot freeloader fumelike gossip gravestone
-0.7 grimiest grimily griming grossularites hide hides homesick ignorers indecisively
-0.7 indoctrinating keening lowballing lowborn lowse neurotics nimjd noisy noyb numbfishes numbs
-0.7 obsessed obsessives overreaction overstatements overwhelm paranoiacs passively pressurize
-0.7 pressurizers puzzled remorsefully remorsefulness resent resignedly rigidified rigidities
-0.7 rigidity rigidly riskily robed safecracker safecrackings scarecrows sceptics seriously shake
-0.7 shakily shakiness shaking shockingly shylocked shyly smarting snobbier solemnized startled
-0.7 stinkpots submissiveness suspecting teasers thwarting timidities timidly toughie touting
-0.7 trickier trickishly trickledown trivializations walkouts warship weird weirdnesses
-0.6 :& :o| adverseness affected aggressing aggressive aggressivity anxieties apathies awkward
-0.6 battlegrounds bitterbrushes bittersweetness censored challengingly cock confronting
-0.6 confusedly craze crush defensively devilfishes dreadnought dumbcanes dumpcart dumpster
-0.6 emptying exaggerate exaggerates expose falling fatalism feudally flunkeys fumette geeky giddy
-0.6 gigo gloomy hardier heh hurtled immorality indoctrinates killdees lawsuits looms looses
-0.6 louseworts lowboys lowbrows miss moan moans nervously oversimplify perverters pressurise
-0.6 pressurising pricked prickliness pricky profiteering rebel resentences rigidifies screwier
-0.6 sentencing shakeup shittim shocker shortages solemnizing stopping stops strikers stubbornest
-0.6 toughies trembler tricked tricky trivialized trivializing viciousnesses victimologies
-0.6 vulnerabilities wavering weakfishes weirds whiners wisecracking worshipless
-0.5 :-& aggresses alarming antagonizes barrier battleships battlewagons bitterweeds cocky
-0.5 colliding contradictories crazed crazing cutting damnedest dazedness demand depressurize
-0.5 detached dithering dominate dominatrix dorks dumbing exhaustive exposes fatalist feudality
-0.5 feudalize feudatories foreclosure freemartin gravel graveled gravels gravestones ineffective
-0.5 inferiors ironic isolations lamenters looming lowered lowers lowing lurking melancholia
-0.5 misericordes monopolizing nbif o-8 o_o offline overwhelmingly oxymoron perversenesses
-0.5 pitilessness postponing pricket profiteered protested rapeseeds rebellion rig rigid screwers
-0.5 screwiness shakeups silencing snobbiest solemnified solemnifies startlement startlers
-0.5 startles strike tenderfoots tough toughing toughy tout tragedian tranquilizing tricks
-0.5 tricksier triviality trustbuster unconfirmed victimologist warships weirder wisecracked |:
-0.4 %) &-: (-:< :o :| >:-) amusias apathetically averts axe bailout battlement battlements bias
-0.4 bitterns bitters blah blurry borer cautious challenged constrained costly dazedly defensemen
-0.4 defensiveness depressurizations dodging dominators dreadlock dreadnoughts embittered
-0.4 exaggerated exploit ferocious feudalities flirter foolfishes freaks freebasing freezing
-0.4 fumets funky geeks grating graveling gravelling greenwashing grossed grrr hard hid idk
-0.4 imposes imposing impressment indoctrinated inhibited inhibiting isolator isolators killocks
-0.4 liards lowerclassman lowlander moaned moaning nah neatherd nerves numbfish obsessively
-0.4 paradox parley pay peculiarly petrifications pressurised pretend pretends questioned
-0.4 questioning ragee reluctantly rigorously ruderals screw screwworm shook skeptics stinkweed
-0.4 stunned teaseling teaselled teasingly tenderfeet tensioned thwarts tragedienne tranquilizers
-0.4 trickie trickinesses trickishness vague victimologists vigorish warn warns weepie |=
-0.3 0_o 8-o accidental alarmism apologizing apprehensively averted battlewagon bittersweet boreal
-0.3 borecoles collide complacent confronter cynics dazes defensives depressurization
-0.3 depressurized depressurizes determinantal dominations dumbcane dumbfounds dumplings dwellers
-0.3 dynamites emptins exposed fainthearted feudalization feudaries flatterer foemen freewheelers
-0.3 friendlessness grievers grosser grossing grossular grossulars hurtle imposed inhibitor
-0.3 killock lobbying lowlanders lowlights lowlihead maniacal mediocrity meh melancholic o-: o:<
-0.3 petrifactions pettier pressurizations pricker promiscuous rainy repressurize rigidify
-0.3 rigidness screwballs serious shakeable shaken shitake shittimwood snobbisms solemn sorry
-0.3 startlingly stealth stealthier stealths strainers teasing tmi toughest trickly trivium
-0.3 unmatched wimples winnow wisecracks
-0.2 (:< :$ amorphous amortised apprehensibly backs battlers bitterbrush bittern bitterroots
-0.2 bittersweets blam borecole boreholes champac champaks champerty clouded craziest defences
-0.2 domination dominatrices dragged dreadlocks dumbbells feudalisms fighters flirted freebooters
-0.2 gratingly impatiens indifference inhibin irony j/t joypop leave lowdowns lowercased lowrider
-0.2 ludicrously nerdier nerdy nimq noob o: panicles pressurizes pressurizing prickers prickled
-0.2 screwball seriousness stinkbug stinkhorn strain swear teaselling tenderloin toughens
-0.2 toughness touted tragicomic tranquilized tranquillized tranquillizers trick trickling wag
-0.2 warsaws weakfish wimpishness wimple winnowers winnows
-0.1 (-:{ 2g2bt adversatively agitato amazons amortize awaited bashful battleship boldfaced
-0.1 borescopes btdt champer champerties chilling crazier creditor dominances dumbfound
-0.1 dumbwaiters dwells feudalizes feudatory flirtations flirtatiously flirtier foetal freebase
-0.1 freeloaders freezers freezes fumes funneling funnelled geekiest grossularite hysterical
-0.1 joypoppers killdeers killie killifish killifishes lamella lamellae lamellibranchs longing
-0.1 lowland lowlands nerdish o_0 opportunistic overlooked panicums petrification preventing
-0.1 prizefight prizefighters repressurizing richweeds screwworms sentenced sillibub sillily
-0.1 stealthy stinkwood suretyship teasel teasels tenderfoot thwarted touts tranquilizer
-0.1 tranquilizes tranquillizer trembles trivial unbiased warsaw wellhole winnower winnowing
-0.1 wiseacres wisecrack wisecracker
0.1 0-8 :-o >;) aboard acquits amorists amorphously amortises backed backing boldfaces boldfacing
0.1 boreen brooding commits creatin defenseman defensibly defensive dwelling faille freeholders
0.1 funnel funneled funnelling graticule harmonicas heron heronry keens killick lamedh lamellas
0.1 libertarianisms libertarians lobby lousewort lowriders matter matters misericorde nasturtiums
0.1 oversimplifies panicled paniculate peculiarities perfectionists piqued pressurized pressurizer
0.1 prevent prevented reach repressurized repressurizes retained richweed screwdrivers screwlike
0.1 securitizations shittah sigh sillimanite silly smartweeds solemnifying stealthily strongyls
0.1 stuns successions tenderize tenderized thrillers toughen toughened tranquillizes tricking
0.1 trickled warstle weaponless wellhead whitewash wisecrackers withdrawal
0.2 affronted amazonite amazonstones amoretti amortizations apologising apology ayc bashfully
0.2 benignly boreens calmodulin champaign champignons compelled contend crazes creatine delicate
0.2 determinableness determinant discounted dominantly dominants dominates dumbwaiter dynamiting
0.2 escaping excitonic exhaustless foehns foetus foetuses freeway freewheeler freeze geekier
0.2 graticules gratins gratis grey impressionable infatuated isolatable joysticks lamellibranch
0.2 laughable libertinage nastic neath numbat opportunisms opportunist oversimplification
0.2 overwhelmed radians reaches relentless resentencing securitization sentences sillimanites
0.2 smartweed smugly startlements stealthiness strongyles supremacy swears teashops teaspoon
0.2 teaspoonful tenderization tenderometer tenderometers tragicomedy tranquil trickles vitalism
0.2 warmblooded welly
0.3 (;< *-) amorettos amorphousness amusia aug-00 authority awaits boldface challenge challenges
0.3 champertous charmeuse clears comedo committing convincers defenders diviner diving dweller
0.3 dynamometer dynamometers dynamometric dynamos easel energetics excitative exciton excuse
0.3 explorations flatterers freeboard freemasonry freestyles freewheeled fumeless hail hurtless
0.3 intense keened landmark lowercase mandatory number opportunists oversells passionflower
0.3 pensive pls plz pmfji prevents prickets prizefights safetyman screwbean screwdriver securitize
0.3 sentence shakers slickest smilaxes solemnify solemnities solemnize startling strongboxes
0.3 surprisers teas teaspoonsful tenderizes tenderizing tolerances toughnesses tranquilize
0.3 trustees verdicts victimology vindicate vitalist vitalists want welladay whimsical wiseguys
0.3 }:-)
0.4 >:) admitted anticipation apologised apologize await beauticians benefice beneficiation
0.4 brights bwahaha bz challengers champignon charmeuses cleared creatinine darings defence
0.4 defenceman defender defensibility delicatessen delicatessens demonstration dumpling dwelled
0.4 dynamiters easements enthral exempt expands fantastico flagship flatter flattery flirtiest
0.4 freelancers freelancing freesia freesias freestyler fumet funnels fysa gracilis gratin
0.4 importancies isolationism kidding legally libertarianism libertines longings meritocrat
0.4 nasturtium numbles opportunism painlessness passionflowers pretending prizefighting
0.4 profiterole promisors radian reached resolvents safes sentimentalising sentimentalisms
0.4 sentimentalizations slicker speculative stealthiest suprematists suretyships teaspoonfuls
0.4 tenderizer tenderloins thriller tolerantly treasurers treasurership trivially trustor
0.4 vigorishes vigorousness vigours warmouth warmup welled wellies wisents yoyo }:)
0.5 3:) [-; adorns ambivalent amortise amortizable assuror calmatives carefully challenger
0.5 champagnes champaigns champers commitments contender creationists daredevil defense devotees
0.5 divinise dwell escapes excitor exclusive extends feeling fervid flirtatious freehand
0.5 freeholder freewheel freewheeling funnelform harmonicist herons idealogues impressionisms
0.5 impressionists impressments joker keener laidback launched legal lowe outmaneuvered panicle
0.5 popularises profiteers profiteroles reliant soothed stronghold strongmen supremacist teaspoons
0.5 tendered tranquillities treasurer triumphalist troubleshoots trusteeship unequaled vigorously
0.5 wellheads wellsite yearning zealous
0.6 *) ;] activeness amoretto amortization amortizes benignancy blamelessness brisk careful
0.6 challenging comedienne contestable convincer crediting defencemen delicates dignitaries
0.6 dominatrixes dynamometry dynamotor emotional engagements engrossed fighter flatters
0.6 flirtatiousness flirters flirty freewheels giggler gn8 graciles greets guiltlessness harmonica
0.6 honoraria humoral idealising impressure indestructible infatuation intellection intricate
0.6 invite joyridden keeners meritocracy methodical mmk nerdiest numberable peculiar peculiarity
0.6 perfectas rapture ratified scoop securers slap smilax solemnizes solid strongyl surpriser
0.6 tenderer tendering tenders tensionless trusteeships verdict vested victimless vitalised
0.6 warming wishes worshipper
0.7 ;-] adopt adopts amazon amusable assets assurors blameless casually champing cleaner
0.7 competitive convinces convincingness creationism defenses dynamite escape excelsior extend
0.7 favoritism favoritisms flirts freeboards freedmen freehold freelanced freelances freemasonries
0.7 freestyle freeware fumer growing guiltlessly heronries honorarium idealists ijs inquisitive
0.7 iou isolationist joyrider joystick longingly offenseless partiers peaceniks perfectionistic
0.7 pmji privileging profiter raptures relaxants resolved resolvent resolver resolves securitizing
0.7 sentimentalists smarted solemnization solutions spirit stout strongbox strongman surprisals
0.7 tenderheartedness toughed tougher troubleshooting vigilant worshipful
0.8 ;d acquit activenesses admit adorned adornments adventuress agrees amortized amortizing
0.8 amusingly apologises bargain brilliantine casual chances chuckler crazyweed creationist
0.8 debonair defensible determinate determinations divined divines dominance doubtlessness
0.8 entrusted excitons fine flawlessly flirting freebased freebases freestylers freewheelingly
0.8 freewriting fyi giggles glamourize guiltless harmlessness harmoniums idealisms idealogy ideals
0.8 important impressible impressionism inspirits intact intellections intellectively
0.8 intellectualists intellectualizing invigorated jho joyrides jp livelihood nurturers
0.8 palatableness passive peacenik playing pmbi prizers profiteer promisee radiancies reaching
0.8 recommended retreat richens safelights sentimentalised sentimentalist sentimentalize
0.8 sentimentalizing significant sillies silliest smug solemnly solve substantial succession
0.8 superiorities supremacies swift top tranquillest tranquillizing treasury troubleshoot
0.8 troubleshooters unbelievable urgent vitalizations warmups worshippers xtc
0.9 ;) acceptations adequate adorn adorners adventurers allow appeased appeases assurer
0.9 attractancy audacious awarder benignities blamelessly boldnesses buoyant certainties
0.9 cheerleader clarifies compassionateness compelling consent decisive determinable determinably
0.9 determinatives divining doubtless dynamists dynamitic energies exhaustlessness exploration fad
0.9 flexible freeform graced grants grins hailed harmonicists harmonium harmonizations hhok
0.9 humoresques impression impressions innocenter intrigues jk jokesters joking joyriding jt
0.9 libertarian livelihoods lown loyalisms musm okay opportunistically optimizations pardoned
0.9 perfectiveness perfectives popularizations prepared profitwise promissory raptured recommends
0.9 romanticized sentimentalities spark stimulate stimulated straight successional successively
0.9 successor surprised surprises tendernesses terrorless toughening treasuries triumphalists
0.9 validated vigour virtuosi visions warm wilco wiselier wishing worshipers worth
1.0 :p ;-) >:p [; abilities acquitted adorning advanced advantage alright amazonstone amoristic
1.0 appeasing beneficiate bffn brightener brighteners certainty champed champy chance cleverish
1.0 comprehensive conciliate consents convince created cutesie dearies delicately determinacy
1.0 dream easing endorsed engagers engages entertainers excitableness exonerating favors
1.0 flatteringly flexibilities freeholds freers freethinker freethinkers freewill frisky fulfills
1.0 gigglier giggly gracioso granted guarantee harmless heroicomic honorariums immortal
1.0 impressionist interests j/w jhomf jj jokes joyrode justifiably keenly loyalism luckiness
1.0 magnification neater plays pleasers poised popularizers pressureless prizefighter prizer
1.0 promisor readiness relaxant relaxations relievers resolvable richening sentimentalism sillier
1.0 steadfast stimulates strongholds successiveness superiors surefire surety troubleshooter
1.0 trustee trusties vigors virtuose vision warmers wells worshiper worshiping wowsers wp
1.1 (* (; :-, acceptability accepted actives agreed agreements amuser appease apprehensible
1.1 assurers attachments beneficed benefices benignantly brightwork calmative certain chic
1.1 chuckles chucklesome committed conciliated conciliates consolable create creates creation
1.1 creationisms definite desired determinateness determinative determinator devotements
1.1 divinations dynamics energy engager ensuring entitled excitatory faultlessness fearlessly
1.1 fearlessness fervent fitness forgive forgiveness freedman freelancer freer freestanding
1.1 freethinking gigglingly god grandee greeted grinned grinner gt happing helpers heroicomical
1.1 humor humoured increased innocents invigorator jokey joyride lenient loyalists meriting
1.1 meritocrats merrythought neatens neats outreach painlessly palatably partyers popularised
1.1 profitabilities profitability promisees radiances relievable resolute respectiveness
1.1 safeguarding safelight salient securement sentimentalized sentimentalizes significance smarty
1.1 sociability solved solves strongly successionally successive successors supporter surprise
1.1 surprising tnx tolerant txs vigor visioning vitalise vitalises vitally vitals warmed warms
1.1 well willingness worshipfully yolo
1.2 ,-: absolve admiralty admits adventurer adventurists alert amorino attachment attractor
1.2 attractors avid awardees beautician benevolentness blithe bolder champagne championed cheerio
1.2 cheerleaders cheerleading cheerleads chuckled chucklers chucklingly comedians comforters
1.2 commit convivial creating creditableness d: determinately devotional devotionals diviners
1.2 doubtlessly dynamical dynamisms eased excitability excitants festivalgoers flatteries
1.2 forgivers freeborn freedoms freelance frees gg glamorising glorioles gn gracility grandees
1.2 hago heavenwards helping humored humoresque humorist hurraying idealize immune impressibility
1.2 inspirators intellectualized intelligibly invigorations invigorators jaunty jocular join joke
1.2 laughableness laughably libertinisms lucking magnifications neaten nicety ok opportuneness
1.2 outgoing painless pardons partyer perfective playfulness popularising promisingly prospect
1.2 prospects radiants relaxins respectableness restore restores restoring romanticizing
1.2 securities sentimentalise sentimentality sentimentalization share shares singleminded
1.2 sociabilities solidarity sparkling stable stamina succeeder supportive surer surprisingly
1.2 surviving swiftly tenderers tolerance tranquilly treasure treasurerships trustors usefulness
1.2 vital vitalities vitamin warmer wiser worship yeah yep
1.3 (-* (-; :-) :?) =p [: ability absolves acceptable acceptableness acceptation accepts
1.3 achievable acquitting actively admiral adorner adornment adventure adventured
1.3 adventuresomeness adventurously agreeablenesses amusers apologized assures assurgent
1.3 attractant awarders benign benignity bolds boosts calm calmly calms comfortableness competent
1.3 conciliating cool curious cutely desirable desirous eases easygoing embrace endorse
1.3 endorsement entertain expand fair faithed fan fantasticalness favorer favouring festivalgoer
1.3 flattering flexibly freebee freebees freedwomen fresh funnies funnymen gl glamorise gracing
1.3 granting gratify greet harmonies harmonised heros honorers huge humorists idealizer
1.3 importantly improvements improvers incentives increase inspirited intellectualistic inviting
1.3 invulnerable joked joyriders kewl laoj leet meaningful meritoriously nbd neatening neatness
1.3 novel nurturances optimally optimistic original pardon perfectionism perfecto pleasantries
1.3 please popularization popularize pray profited prominent promise promiser protects radiantly
1.3 redeemed reliefs relievo rescues respectfulnesses respects responsible riskless romancer
1.3 romances romanticises romanticists secures securing sentimental shockproof smartie sok
1.3 solution soothing sparkles spirited strengthen succeeders supported supremos sure surest
1.3 sureties trustier truth vitality vitalizing wises wisewomen youthful
1.4 0:-) ;^) ^<_< advantaged adventures adventuresses adventurist adventurous agreeing applauds
1.4 assurance assurances assure assuredness attractants badass benefic benevolently boosting
1.4 brightnesses certainly charitably chuckling clevernesses contented contentedness
1.4 creditabilities daringness delectables determined devote diamond dignities dynamist easefully
1.4 easily endorses engage engaging enthusiasts excited exciters exultantly favorers flexibility
1.4 forgave forgivingly freehanded funnyman g1 gains gentler gigglers giver giving gladly glamors
1.4 ha harmlessly harmonising harmonizing heavenward helper hho1/2k highlight honorary honorific
1.4 humerous idealise idealizations idealizing importancy innocent innocently intellectually
1.4 intelligible irresistible j/p j4f keenness lawl m8 magnificoes meditative merited motivation
1.4 neatly np ntmu nurture openness partied partier perfecta perfecters play played popularizes
1.4 prays pride promotes proudhearted radiance radiancy reassurances reassure relaxers relievedly
1.4 resolvers respectively restored revive robust safeguards safekeeping secure securely
1.4 secureness securitized security shared solving strengtheners superiority tenderest thks
1.4 validates validating value valuing vitalizes warmish welcomed welcomer wellsprings worships
1.4 worthwhile
1.5 (-:o (^: (^; 0:-3 5fs :-p absolved acceptably admirals admires advantageous advantages
1.5 adventurism affectionally affections agree amusement amusements apologizes applauded
1.5 appreciators asset assured attract beneficences boldly boldness boosted brightens brightly
1.5 calmer charminger cheerled comedy comfort contentment courtesy coziness creatively credited
1.5 credits cutesier cuteys cutie d= daring devotement dynamically dynamistic eager ease easeful
1.5 easygoingness efficiency elation encouraged encourager encouragers energizations engagingly
1.5 enthusiast excitabilities excitable ez fantasticate festivals fiestas fit freehearted freemen
1.5 giggled giggling gloriole grant gratifies greater grinning harmonics harmonizes honoraries
1.5 humoristic idealities importance impressionistic incentive inspiratory intellectualization
1.5 intellectualize intellectualness intelligencer intelligentsia intelligibility intelligibleness
1.5 interestedly invigoration jewel jokester keen kissers kk like loyalist mercy natural niceties
1.5 nurtural o:) opportunely optimal optimizer perfectible perfectionist pleasanter popularizing
1.5 praying privilege promised promoting ready reassurance reassures recommend relaxedly relaxes
1.5 relieve reliever relieves relieving responsive restful romanticization safeguarded safeness
1.5 safeties satisfactoriness satisfactory scrumptiously securer sincerities smartened smartens
1.5 smartly smartnesses smile smileys sociableness soothe supportiveness supports surefootedness
1.5 surprisal survivor sympathy tenderhearted thank thrill thrills thx tranquilities tranquilness
1.5 truer trustfully tx validate vigoroso virtues vitalized warmness wealthy wellspring wised
1.6 (-: (o: *<|:-) *^: 0;^) =] absolving accept acceptabilities acceptant accepting admiralties
1.6 admirations admiring adores advantageousness advantaging agreeably alive amorist amusing
1.6 apologise appreciativeness assuredly assuring astonished beaut benefits blessedness bold
1.6 boldest brighter brightness calmed calmest calmnesses capable captivated charitablenesses
1.6 cherish clear comedian comediennes commitment compassionated compassionates compassionating
1.6 convincingly creations creativity credit d-: darlingly dear delighting devotedly devotee
1.6 devotes divinatory dynamic dynamism eagerly eagers easement easiness efficiencies elegancies
1.6 enchanted energization ensure entertainer enthuse exonerates favorably favourer favourers
1.6 flattered focused foolproof forgivably forgiven freedwoman freeness freest friendships
1.6 funninesses gained glamorization glamorizers glorifiers graces gratification gratified
1.6 greeting grinners growth harmonized harmonizer harmonizers helps holidays honourers hoped
1.6 hopefulness huggable hugger humorous humors idealist impressionistically innocence innovation
1.6 integrity intellectuals intelligencers intelligences j/k jw kissed liveliness lts luckie lucks
1.6 lylb merrythoughts motivate niceness nurturance o;^) opportunities optimisation optimises
1.6 optimists optimization palatable partying passional peacekeeper peacekeepers peacekeepings
1.6 perfects picturesque playfully popularise popularities positivism prettied privileges
1.6 profitably profiting promisers promises promote protect relaxer relieved relishing resolve
1.6 resolving respecters revives rewarder safeguard satisfactorily securitizes smarts sociably
1.6 stressless stresslessness stronger stunning surefootedly thoughtful tranquilest trustily
1.6 trustiness trustingly trustingness ty unified untarnished vindicates vitalization vitalize
1.6 welldoers welling wiseliest worshipfulness worshipping xp xqzt yvw
1.7 8-d :-* [= acceptances accomplishes active admirers adorer adventuresome adventuristic amuse
1.7 amuses amusive appreciate appreciations appreciatory approves astound attracts awarded
1.7 beautifier beautifiers beauts beneficialness benefitted benevolence blessedly boost calming
1.7 calmness carefree charitable charm cheerer cheerlead chuckle clarity clean clearly comedic
1.7 comedies comforting comfortingly compassionately complimentarily compliments convinced
1.7 convincing creativities creditably definitely desire determination devoted dignity divination
1.7 dreams eagerness efficiently empathetic energizers engaged enlightens entertained enthuses
1.7 exhilarating fantasticality favor favorited flirtation forgivable forgiver forgives freed
1.7 freeman freenesses friended funnier gallant gga giggliest givers glamorize gracile grander
1.7 hardy harmonize harmony healthy heavens help hilarious holiday honorer honorifics hopefully
1.7 hugged humouring idealism idealistically impressiveness intellective intellectualities
1.7 intellectuality interested interesting interestingly j4g jollities justified kisser laugher
1.7 laughers liking livelier livelong meritoriousness merits merrier merrymakers neatest nifty
1.7 nurturant opportune optimised optimising pardoning parties party peaceable peacemaking pleaser
1.7 pleases positivists pretties promising rapturous reassured reassuring reinvigorating relaxin
1.7 respectably respectfully romancers romantic romanticise romanticised safest secured sincere
1.7 smart smartening smarties smiler smiley special splendiferousness strengths strongish support
1.7 terrifically thoughtfully treat trusting truthfulness valuableness values virtuosa warmest
1.7 warmly welcomes wish x-p yeees yes
1.8 accomplish admirer adored adventurousness affectioned agreeable agreeableness amorous amused
1.8 amusingness applause appreciatively approved astounded astounding attracted attractions
1.8 attractiveness awardee beatific beautifies beneficiaries bless cared championing champs
1.8 charity cheerers comfortably comforted complimented creativeness creditable cutes dearly
1.8 deliciousness devotions dignify divinities easier easiest efficient elegances encouragement
1.8 energetically enjoyably entertainment excitant excitation excitations exonerate exonerated
1.8 faith faithfully faiths favored favoring favorites favoured favours ff foaf forgivingness
1.8 freebie freebies friending friendlily fulfilled funniness funning gaining generously genial
1.8 gentlest giggle glamorised glamorizing grace gratefuller gratifications greetings hahas
1.8 harmonic harmoniousness harmonise helpful heroines honesties honourer hopes hoping huggers
1.8 hugging hurrayed idealistic idealization idealized ideally improver improves improving
1.8 inspiring inspiriting intellects intellectualizes interestingness jollity kiss kissy
1.8 lighthearted liked likes livelily lmbao lol lucky magnifico marvel mature merit nice
1.8 once-in-a-lifetime opportunity optimisations optimizes peaceableness perfecter perfectibility
1.8 popular popularizer popularly positivisms powerful proactive progress promoted qt reassuringly
1.8 reinvigorates rescued respectabilities respective romantically romanticize romanticizes
1.8 rotglmao safer safety satisfied satisfies saved sharing sincereness sparkle strengthened
1.8 strengthener succeeded sunny talent tenderly tenderness thankfully tranquility tranquillity
1.8 treasures true trustworthiness truths united usefully vindicated virtue virtuosas virtuosos
1.8 virtuously vivacious warmhearted wellborn winnable winned wisely woot yw {:
1.9 (-:|>* (^;o *: 0:) 0:03 8) <3 accomplished advantageously affectional affectionate agog
1.9 agreeability appreciating attractive awarding beautification beneficial benefitting
1.9 benevolences better blessers braved braves bright brighten brilliants championship
1.9 charitableness charmer charms cheerfuller cherishers classy comforter commend commended
1.9 complimentary considerate contentedly creative creditability creditworthiness cutenesses
1.9 dearer dears deary deliciously dignitary easy effectively elegantly encourages energetic
1.9 energising enjoyable enjoyableness entertaining entertainingly enthusiasm enthusing esteemed
1.9 excitements exciter excitingly faithful faithfulness fame fave favour fearless fond fondly
1.9 forgiving fortunate freely friendship fulfill funnily funny gallantly gentle gift glamours
1.9 good hak handsomely harmoniously harmonization helpfulness heroizing hi5 honester honorarily
1.9 hope hurrahed ideality idealizers impress improve influential innocency innovative inspirator
1.9 inspires inspirit intelligential invigorate jovial keenest kissably laughings lively loyalties
1.9 lucked luckier n1 nicely nicer nurtured nurturer nurtures optimality optimise peacefuller
1.9 playful pleased pleasurability pleasures popularized positivistic praiseworthily preciousness
1.9 privileged profit profitable profits protected proudful reinvigorated rejoice relax
1.9 respectable respectfulness rewarders richened richly romanticist romantics safe satisfaction
1.9 satisfiable satisfyingly sentimentally smarten sociable splendiferously stimulating strongest
1.9 sunshiny supporters supporting supremo surefooted surely thanked thankfuller thanks
1.9 thoughtfulness thrilled tranquiler triumphalisms truest truly truster truthfully urw useful
1.9 valued welcomely welcomers welcoming wellness wiseness worthy
2.0 (^;0 :) :c) =-3 acceptance amorousness aok applaud attraction awards benefit blesseder
2.0 braveries breathtaking brilliantines carefulness cares charmed cherishable cherishing clever
2.0 cleverer compassion cute cutiepie dearness dedicated delighter delights devotedness devotion
2.0 dignifies encouragingly energizing engagement enjoyments enthused enthusiasms excel fab
2.0 fantastical fascinates faultless faultlessly fav favorite festive friendlier friendliness ftw
2.0 gently gj glad glamourous glorification goodness graceful grand grateful gratifyingly gratz
2.0 haha handsomer harmonious heroized hhoj honestly hugz humourous idealises idealizes
2.0 impressively improvement innovates inspirers intellect intellectualist intelligent
2.0 intelligently interest invigoratingly j/j jewels jollies jollifications kindness kissable l
2.0 laughed likeable luck lulz marvels merriments mirthfully mml motivated neat neatened noble
2.0 nurturing o:-) optimisms optimized optimizing passion peaceably peacekeeping peacemaker
2.0 pleasantry positivist praiser praisers prizes rejoiced relaxedness respectful rewardable
2.0 romancing romanticizations satisfy satisfying serene sincerer sincerest smarter smartness
2.0 smiling splendors sprightly strengthens suave sureness sweet talents thankfullest thrillingly
2.0 triumphal triumphs truthful virtuoso virtuousness warmth wealthily welcome welcomeness wows
2.1 ((-: (-;| (?: *-: 10q 1337 2qt :> :^) :o) :} <: =3 >_>^ @>-->-- admire adorably adorers
2.1 amazedly ambitious applauding approval ardent astoundingly astounds attracting
2.1 attractivenesses beautified beautifuler beneficiary brightened champ charmers cheerfully
2.1 cheerfulness cheers comedically comforts compliment confidently courageousness cutesy cutey
2.1 daringly delightedness delightfulness devoting dignifying effective elegance elegancy elegant
2.1 encouragements energised energize energizer energizes excite excites fantasticalities
2.1 fascinated favorable festivities fiesta freeing friends glamor glamorises glamorized
2.1 glamorously glories gorgeousnesses grandeurs gratefully grin harmonically heartwarming heroize
2.1 honoree honourable honouring hug humoring humour hurrahs idealised impressed impresses
2.1 improved inspirations inspiritingly intelligence invigorates invigorating jollify liveliest
2.1 loyal loyally medal meritorious nicenesses o/\\o okays optimistically optimizers peacefulness
2.1 peaces peacetimes perfectibilities perfectively pleasantly popularity prettier prosperous
2.1 proud radiant rejoices relief respect respected respecter rewards richnesses roflcopter
2.1 romanticisms satisfactions scrumptious sincerely slaw smiles splendidly sweeties sweetly
2.1 terrific thankfulness thrilling treasuring triumph trueness trustability trusted trustful
2.1 trustfulness trusts valuable valuables vbg virtuosity vitalising vwp winners wise wisest woo
2.1 wtg
2.2 ('-: (: (= --<--<@ :] ;-* =) @}-;-'--- \\o/ admirableness adorability adorable adorations
2.2 affectionately agreement amazed amazements amazes amusedly attractively beneficently benignant
2.2 blessing bravery care caring championships charities charmingly cheeriest cherisher cherishes
2.2 compassionate confident congratulate courage cutesiest cuties darlings dearie devotionally
2.2 dignified energise energises enjoy enjoyer enjoyers enlightened enthusiastic excelled
2.2 excitement exciting fascination favorableness festival festively festivity friend friendlies
2.2 friendly funner glorifies gracefuller gracefulness gratefulness hagd hagn hand handsome
2.2 heroisms heroizes honesty honor honorability honorableness honorifically honoured honours hugs
2.2 innovate inspired inspirer intellectualism invincible jollification joys kinder kindly kmuf
2.2 l&r laughing laughs laughter laughters lovelies merriness merrymaker merrymaking motivating nh
2.2 nicest o:-3 optimize passions peaceful peacetime perfectivity positivenesses praised
2.2 preciously pretty prouder reinvigoration relaxed relaxing respecting rewarded richness
2.2 romanced romanticism safely save splendorous splendour splendours splendrous strength
2.2 strengthening succeed succeeding succeeds successfully sunshine superiorly supremest sweetie
2.2 sweetness sweets triumphed trustiest trusty virtuosic w00t wealth wealthier wealthiest |;-)
2.3 (': *\\0/* ---'-;-{@ :') :-d :3 :d =d admired admiringly adventuring amoroso amorously
2.3 appreciated appreciates appreciation beautify beautifying beloved beneficent bl bravely
2.3 bravest brilliancies cheer cheered cheering cherished cleverly cleverness comfortable
2.3 complimenting confidence courageously courteous cuteness cuter darlingness dauntless delighted
2.3 delightsome divinize earnest ecstasies ecstatic encourage energized enjoyed enjoys enlighten
2.3 enlightening enterprising entertainments ethical excitedly flawless free fun funned generosity
2.3 generous glamorous glorified glorifier gorgeously graciously gratifying gratitude h&k heaven
2.3 heavenlinesses helpfully heroes honest honorees honoring honors hooray hopeful humorously
2.3 impressive inspirational inspirationally intellectual iyq jolly jollying joyance k4y kfy
2.3 kindnesses kisses kudos laughingly liberties luckily magnific magnificences muah o:3
2.3 passionateness perfecting pleasant pleasantness pleasantnesses pleasured positiveness
2.3 positiver positivity prize prizewinner reinvigorate rescue revered smilingly splendidness
2.3 strong sunnier supremeness supremer survived swak sympathetic talented tgif tia tops
2.3 triumphantly triumphing trust trustable trustworthily valuably vip winningly woohoo xoxozzz
2.4 (:0 *-; 14aa41 =-d admirability adoringly affection awardable beauties beautifications
2.4 beneficially brave braver champions charmingest cheerly congrats courageous creditworthy
2.4 delightedly encouraging enjoying entertains excellencies fabulous fascinate festiveness gain
2.4 generousness glamorizer glamorizes glamour gloried glorifying gracefully graciousness grandest
2.4 grandeur handsomeness happier heroically heroics honorably humorousness hurrahing hurrays
2.4 ideal inspiration jollied jollier joyfuller justice kind liberty lovers magnifical
2.4 magnifically magnificence merrily merriment merrymakings optimist passionate passionately
2.4 peacefully peacemakers pleasing pleasurable pleasurableness positively positives praises
2.4 praiseworthiness prized prizewinners profitableness r&r relaxation respectability rewarding
2.4 rewardingly richer riches richest sexy sgtm sunniest triumphant vibrant virtuous visionary
2.4 wealthiness winning wisdom worshiped yay yummy
2.5 (:o :* aas admirably admiration adorableness amaze amazement award beauteous blessings bonus
2.5 brightening bwahahah cheerful cheerily cheeriness excellences excellency excelling excels
2.5 fascinating fondness fwb gla glory heartfelt honorable impressing jolliness joyfully joying
2.5 lmfao loyalty masterpieces merry mwah optimism peace perfections praising roflmao rotflmfao
2.5 self-confident smiled superior treasurable tyvm welldoer winnings wowing ywia
2.6 (8 1432 :^* admirable adore adoring appreciative appreciator b^d beauteously beautifulest
2.6 beautifulness blesser blesses bonuses brilliancy cheerier cheery cleverest dearest delighters
2.6 divine enjoyment enthusiastically fantastic friendliest funniest gallantry generosities
2.6 gloriousness gracious hahaha handsomest happily happiness hero heroic hurrah ily2 inspiringly
2.6 laugh ly lylas mirth pleasantest pleasurably positive positivities praise praiseworthy
2.6 proudest proudly ptl remarkable rich romance rotfl securest sophisticated splendiferous
2.6 successes supreme treasured trustworthy vwd wowed x-d
2.7 :'-) aayf beauteousness beautifully benevolent bliss celebrate celebrated celebrates
2.7 celebrating delicious delightfully divinest divinity excellent glorify gr8 happy heavenliest
2.7 heavenliness heroine honour hurray iluaaf inspire jollily joyfulness kissing lmso lolz loves
2.7 lovingness ly4e lylab merriest mirthful overjoyed perfect perfected perfection pleasure
2.7 precious prettiest reward rofl romanticising sfete splendent success successfulness supremely
2.7 tenderheartedly thankful warmheartedness wd wins won wonderful worshipped
2.8 (-:0 2g2b4g :-)) alol amazing beauty beneficence blessedest brilliant charming cutest darling
2.8 delectably delightful ecstatically exhilarates exuberant fabulousness godsend gracefullest
2.8 heroism honored joy joyousness lifesaver lovely lover loverly miracle pleasuring pukka
2.8 rejoicing rotflmao sete splendid successful sweethearts tenderheartednesses win winner wow xd
2.9 8d adoration ambw beautiful bff blessed blissful blockbuster brilliance brilliances champion
2.9 congratulation congratulations delectable delight divinely ecstasy ecstatics funnest gleeful
2.9 gloriously gorgeousness heroical jolliest joyed joyful joyously lmao loved loving luckiest
2.9 magnificent marvelous positivest rotgl soulmate super wonderfully wonderfulness
3.0 amor brightest brilliantly enrapture exhilarated exultant gorgeous hallelujah heavenlier
3.0 heavenly honestest jubilant lovable lyb outstanding perfectness prizewinning rotflol smartest
3.0 splendor sweet<3 xlnt xoxo
3.1 awesome excellence excellently great joyous lyl masterpiece peacefullest perfectest superb vbs
3.2 143 best cheerfullest elated euphoric freedom glee glorious greatest happiest heart love
3.2 lovingly paradise perfectly
3.3 ecstacy euphoria hearts lya sweetheart
3.4 aml ilu ily magnificently
`;
