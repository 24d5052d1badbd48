import { isArea } from "../areas/all.ts";

/** ISO 3166-1: alpha-3 with its alpha-2, which is what the runtime's own table of names goes by. */
const ALPHA =
  "ABWAW AFGAF AGOAO AIAAI ALAAX ALBAL ANDAD AREAE ARGAR ARMAM ASMAS ATAAQ ATFTF ATGAG AUSAU AUTAT AZEAZ BDIBI BELBE BENBJ " +
  "BESBQ BFABF BGDBD BGRBG BHRBH BHSBS BIHBA BLMBL BLRBY BLZBZ BMUBM BOLBO BRABR BRBBB BRNBN BTNBT BVTBV BWABW CAFCF CANCA " +
  "CCKCC CHECH CHLCL CHNCN CIVCI CMRCM CODCD COGCG COKCK COLCO COMKM CPVCV CRICR CUBCU CUWCW CXRCX CYMKY CYPCY CZECZ DEUDE " +
  "DJIDJ DMADM DNKDK DOMDO DZADZ ECUEC EGYEG ERIER ESHEH ESPES ESTEE ETHET FINFI FJIFJ FLKFK FRAFR FROFO FSMFM GABGA GBRGB " +
  "GEOGE GGYGG GHAGH GIBGI GINGN GLPGP GMBGM GNBGW GNQGQ GRCGR GRDGD GRLGL GTMGT GUFGF GUMGU GUYGY HKGHK HMDHM HNDHN HRVHR " +
  "HTIHT HUNHU IDNID IMNIM INDIN IOTIO IRLIE IRNIR IRQIQ ISLIS ISRIL ITAIT JAMJM JEYJE JORJO JPNJP KAZKZ KENKE KGZKG KHMKH " +
  "KIRKI KNAKN KORKR KWTKW LAOLA LBNLB LBRLR LBYLY LCALC LIELI LKALK LSOLS LTULT LUXLU LVALV MACMO MAFMF MARMA MCOMC MDAMD " +
  "MDGMG MDVMV MEXMX MHLMH MKDMK MLIML MLTMT MMRMM MNEME MNGMN MNPMP MOZMZ MRTMR MSRMS MTQMQ MUSMU MWIMW MYSMY MYTYT NAMNA " +
  "NCLNC NERNE NFKNF NGANG NICNI NIUNU NLDNL NORNO NPLNP NRUNR NZLNZ OMNOM PAKPK PANPA PCNPN PERPE PHLPH PLWPW PNGPG POLPL " +
  "PRIPR PRKKP PRTPT PRYPY PSEPS PYFPF QATQA REURE ROURO RUSRU RWARW SAUSA SDNSD SENSN SGPSG SGSGS SHNSH SJMSJ SLBSB SLESL " +
  "SLVSV SMRSM SOMSO SPMPM SRBRS SSDSS STPST SURSR SVKSK SVNSI SWESE SWZSZ SXMSX SYCSC SYRSY TCATC TCDTD TGOTG THATH TJKTJ " +
  "TKLTK TKMTM TLSTL TONTO TTOTT TUNTN TURTR TUVTV TWNTW TZATZ UGAUG UKRUA UMIUM URYUY USAUS UZBUZ VATVA VCTVC VENVE VGBVG " +
  "VIRVI VNMVN VUTVU WLFWF WSMWS YEMYE ZAFZA ZMBZM ZWEZW";

const ALPHA_2: ReadonlyMap<string, string> = new Map(ALPHA.split(" ").map((pair) => [pair.slice(0, 3), pair.slice(3)]));

/** Areas that are no country of ISO 3166-1 today. */
const OTHER_AREAS_ZH: Readonly<Record<string, string>> = {
  ANT: "荷属安的列斯（至2010年）",
  BUR: "缅甸（1989年以前的代码）",
  BYS: "白俄罗斯苏维埃社会主义共和国（至1992年）",
  CSK: "捷克斯洛伐克（至1993年）",
  CTE: "坎顿和恩德伯里群岛（至1984年）",
  DDR: "东德（至1990年）",
  NTZ: "沙特和伊拉克中立区（至1993年）",
  PCI: "太平洋岛屿托管地（至1986年）",
  PCZ: "巴拿马运河区（至1980年）",
  RHO: "南罗得西亚（至1980年）",
  SCG: "塞尔维亚和黑山（2003年至2006年）",
  SUN: "苏联（至1992年）",
  TMP: "东帝汶（2002年以前的代码）",
  VDR: "北越（至1977年）",
  YMD: "南也门（至1990年）",
  YUG: "南斯拉夫（至2003年）",
  ZAR: "扎伊尔（至1997年）",
  XBI: "印度礁",
  XEU: "欧盟（整体）",
  XGZ: "加沙地带（与约旦河西岸分列）",
  XHB: "英国国民（海外）护照，香港",
  XKX: "科索沃",
  XNN: "不按国籍签发",
  XTR: "特罗姆兰岛",
  XUN: "联合国通行证",
  XWB: "约旦河西岸（与加沙地带分列）",
  XXA: "无国籍",
  XXX: "国籍不明或未说明",
  WLD: "全世界",
};

const REGIONS = new Intl.DisplayNames("zh-CN", { type: "region", style: "short", fallback: "none" });

/** An area in Chinese (zh-CN): the runtime's name of a country, ours of all others. A code that is no area is returned as it is. */
export function areaZh(code: string): string {
  if (!isArea(code)) return code;
  const alpha2 = ALPHA_2.get(code);
  return (alpha2 === undefined ? OTHER_AREAS_ZH[code] : REGIONS.of(alpha2)) ?? code;
}
