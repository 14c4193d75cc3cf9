"""Portuguese."""

from crawler.consent.languages.language import Language

PORTUGUESE = Language(
    accept=r"aceit(?!ac)|permit|autoriz(?!ac)|de acordo|concord|consint|consentir\b|ativar"
    r"|habilitar|aprov|(dar|dou)\b.*\bconsentimento|continuar com cookies",
    refuse=r"rejeit|recus|neg(ar|o)\b|desativ|desabilit|declin|proib|bloque|revog|discord|opor\b|retirar",
    consent=r"consentimento|cookies?\b|rastreamento",
    negation=r"nao\b|nada\b|nenhum|nem\b|nunca\b",
    without=r"sem\b",
    yes=r"sim|claro",
    no=r"nao|prefiro (que )?nao",
    courtesy=r"obrigad|continuar|fechar|por favor|prosseguir",
    understood=r"(estou )?de acordo|(eu )?entendi|entendido|percebi|compreendi|tudo bem"
    r"|(esta )?certo|perfeito|sem problemas?|ok, entendi|por que nao",
    everything=r"tud[oa]\b|tod[oa]s?\b",
    besides=r"exceto|excepto|salvo|menos\b|(a|com) excecao|fora\b|a parte",
    only=r"apenas\b|somente|unicamente|exclusivamente"
    r"|so\b(?= (os|as|o|cookies|necess|essenc|obrig))",
    partly=r"algun|limitad|parcial|restrit|reduzid",
    necessary=r"necessari|essencia|obrigatori|imprescindive|indispensave|tecnic|estritamente|minim"
    r"|basic",
    functional=r"funciona[li]",
    optional=r"opciona|adiciona|desnecessari|outr[oa]s",
    purposes=r"analitic|estatistic|publicid|marketing|personalizad|terceiros",
    manage=r"ger(ir|enciar)|gestao|personaliz(?!ad|z)|configur(ar|e)\b|escolh(er|a)\b|alterar"
    r"|modificar|mais op|selecionar\b(?! tod| tud)|ajustar",
    settings=r"preferencia|configurac|definic|opc(oes|ao)|escolhas|ajustes",
    chosen=r"selecionad|selecao|atua(l|is)\b",
    save=r"salvar|guardar|gravar|confirm|aplicar",
    pay=r"assin(ar|e\b|atura|ante)|pagar|sem (anuncios|publicidade)",
    information=r"saiba|saber mais|mais (info|detalhes)|^informac|(ler|leia|ver|mostrar|exibir)\b"
    r"|politica|aviso|como\b|por que\b|o que|detalhes|se (voce|nao)|sair d|termos",
    remark=r"(a |em )?qualquer (momento|altura)|mais tarde|depois|(voce )?pode(ra|s)?\b"
    r"|nao (mostrar|perguntar)",
    undecided=r"talvez|agora nao|lembr|sempre ativ",
    joint=r"e|ou",
    privacy=r"privacidade|dados pessoais|protecao de dados|lgpd\b|rgpd\b",
    analytics=r"anali[tz]|analise|estatistic|desempenho|medicao|audiencia|performance",
    marketing=r"marketing|publicid|publicit|anuncios|redes sociais|promoc|comercia",
    comfort=r"funciona[li]|preferencia|personaliz|comodidade|idioma",
    close=r"fechar|concluid|pronto\b|voltar\b",
)
