"""Places that news names most: countries with adjectives and capitals, states, large cities.

A compact table written by hand; a place that is not here can still be recognised by its context.
"""

# ruff: noqa: E501 — one country a line

from __future__ import annotations

#: country | adjectives and demonyms | capital and other cities | other names of the country
_COUNTRIES = """
Afghanistan|Afghan,Afghans|Kabul,Kandahar,Herat|
Albania|Albanian,Albanians|Tirana|
Algeria|Algerian,Algerians|Algiers|
Angola|Angolan|Luanda|
Argentina|Argentine,Argentinian,Argentines|Buenos Aires,Rosario|
Armenia|Armenian,Armenians|Yerevan|
Australia|Australian,Australians,Aussie|Canberra,Sydney,Melbourne,Brisbane,Perth,Adelaide,Hobart,Darwin|
Austria|Austrian,Austrians|Vienna,Graz,Salzburg|
Azerbaijan|Azerbaijani,Azeri|Baku|
Bahrain|Bahraini|Manama|
Bangladesh|Bangladeshi,Bangladeshis|Dhaka,Chittagong|
Belarus|Belarusian,Belarusians|Minsk|
Belgium|Belgian,Belgians|Brussels,Antwerp|
Benin|Beninese|Porto-Novo,Cotonou|
Bhutan|Bhutanese|Thimphu|
Bolivia|Bolivian,Bolivians|La Paz|
Bosnia and Herzegovina|Bosnian,Bosnians|Sarajevo|Bosnia
Botswana||Gaborone|
Brazil|Brazilian,Brazilians|Brasilia,Brasília,Rio de Janeiro,São Paulo,Sao Paulo|
Bulgaria|Bulgarian,Bulgarians|Sofia|
Burkina Faso|Burkinabe|Ouagadougou|
Burundi|Burundian|Gitega,Bujumbura|
Cambodia|Cambodian,Cambodians|Phnom Penh|
Cameroon|Cameroonian|Yaounde,Yaoundé,Douala|
Canada|Canadian,Canadians|Ottawa,Toronto,Montreal,Vancouver,Calgary,Edmonton,Winnipeg,Halifax|
Central African Republic||Bangui|CAR
Chad|Chadian|N'Djamena|
Chile|Chilean,Chileans|Santiago|
China|Chinese|Beijing,Shanghai,Guangzhou,Shenzhen,Wuhan,Tianjin,Chongqing|PRC,People's Republic of China
Colombia|Colombian,Colombians|Bogota,Bogotá,Cali,Medellin,Medellín|
Costa Rica|Costa Rican|San Jose|
Croatia|Croatian,Croat,Croats|Zagreb|
Cuba|Cuban,Cubans|Havana|
Cyprus|Cypriot,Cypriots|Nicosia|
Czech Republic|Czech,Czechs|Prague,Brno|Czechia
Democratic Republic of the Congo|Congolese|Kinshasa,Goma,Bukavu|Democratic Republic of Congo,DR Congo,DRC,Congo
Denmark|Danish,Dane,Danes|Copenhagen|
Djibouti|Djiboutian||
Dominican Republic|Dominican|Santo Domingo|
Ecuador|Ecuadorian,Ecuadorean|Quito,Guayaquil|
Egypt|Egyptian,Egyptians|Cairo,Alexandria|
El Salvador|Salvadoran,Salvadorans|San Salvador|
Eritrea|Eritrean,Eritreans|Asmara|
Estonia|Estonian,Estonians|Tallinn|
Eswatini||Mbabane|Swaziland
Ethiopia|Ethiopian,Ethiopians|Addis Ababa|
Fiji|Fijian|Suva|
Finland|Finnish,Finn,Finns|Helsinki|
France|French,Frenchman|Paris,Marseille,Lyon,Toulouse,Nice,Strasbourg,Créteil|
Gabon|Gabonese|Libreville|
Gambia|Gambian|Banjul|The Gambia
Georgia|Georgian,Georgians|Tbilisi|
Germany|German,Germans|Berlin,Munich,Hamburg,Frankfurt,Cologne,Bonn,Dresden|
Ghana|Ghanaian,Ghanaians|Accra|
Greece|Greek,Greeks|Athens,Thessaloniki|
Greenland|Greenlandic,Greenlander,Greenlanders|Nuuk|
Guatemala|Guatemalan,Guatemalans|Guatemala City|
Guinea|Guinean|Conakry|
Guyana|Guyanese|Georgetown|
Haiti|Haitian,Haitians|Port-au-Prince|
Honduras|Honduran,Hondurans|Tegucigalpa|
Hong Kong|Hongkonger,Hongkongers||
Hungary|Hungarian,Hungarians|Budapest|
Iceland|Icelandic|Reykjavik|
India|Indian,Indians|New Delhi,Delhi,Mumbai,Kolkata,Chennai,Bengaluru,Bangalore,Hyderabad,Ahmedabad,Pune,Lucknow,Jaipur,Patna,Bhopal,Srinagar,Guwahati,Raipur,Ranchi|
Indonesia|Indonesian,Indonesians|Jakarta,Bali|
Iran|Iranian,Iranians|Tehran,Isfahan|Islamic Republic of Iran
Iraq|Iraqi,Iraqis|Baghdad,Mosul,Basra,Erbil|
Ireland|Irish,Irishman|Dublin,Cork|Republic of Ireland
Israel|Israeli,Israelis|Jerusalem,Tel Aviv,Haifa|
Italy|Italian,Italians|Rome,Milan,Naples,Turin,Venice,Florence,Genoa|
Ivory Coast|Ivorian,Ivorians|Abidjan,Yamoussoukro|Cote d'Ivoire,Côte d'Ivoire
Jamaica|Jamaican,Jamaicans||
Japan|Japanese|Tokyo,Osaka,Kyoto,Hiroshima,Nagasaki|
Jordan|Jordanian,Jordanians|Amman|
Kazakhstan|Kazakh,Kazakhs|Astana,Almaty|
Kenya|Kenyan,Kenyans|Nairobi,Mombasa|
Kosovo|Kosovar,Kosovan|Pristina|
Kuwait|Kuwaiti,Kuwaitis|Kuwait City|
Kyrgyzstan|Kyrgyz|Bishkek|
Laos|Laotian,Lao|Vientiane|
Latvia|Latvian,Latvians|Riga|
Lebanon|Lebanese|Beirut|
Liberia|Liberian|Monrovia|
Libya|Libyan,Libyans|Tripoli,Benghazi|
Lithuania|Lithuanian,Lithuanians|Vilnius|
Luxembourg|||
Madagascar|Malagasy|Antananarivo|
Malawi|Malawian|Lilongwe|
Malaysia|Malaysian,Malaysians|Kuala Lumpur,Putrajaya|
Maldives|Maldivian|Malé|
Mali|Malian,Malians|Bamako|
Malta|Maltese|Valletta|
Mauritania|Mauritanian|Nouakchott|
Mauritius|Mauritian|Port Louis|
Mexico|Mexican,Mexicans|Mexico City,Tijuana,Ciudad Juárez,Ciudad Juarez,Monterrey|
Moldova|Moldovan,Moldovans|Chisinau|
Mongolia|Mongolian|Ulaanbaatar|
Montenegro|Montenegrin|Podgorica|
Morocco|Moroccan,Moroccans|Rabat,Casablanca|
Mozambique|Mozambican|Maputo|
Myanmar|Burmese|Naypyidaw,Yangon|Burma
Namibia|Namibian|Windhoek|
Nepal|Nepali,Nepalese|Kathmandu|
Netherlands|Dutch,Dutchman|Amsterdam,The Hague,Rotterdam|The Netherlands,Holland
New Zealand|Kiwi,New Zealander,New Zealanders|Wellington,Auckland,Christchurch|
Nicaragua|Nicaraguan,Nicaraguans|Managua|
Niger|Nigerien|Niamey|
Nigeria|Nigerian,Nigerians|Abuja,Lagos,Kano|
North Korea|North Korean,North Koreans|Pyongyang|DPRK
North Macedonia|Macedonian|Skopje|
Northern Ireland|Northern Irish|Belfast,Londonderry|
Norway|Norwegian,Norwegians|Oslo|
Oman|Omani|Muscat|
Pakistan|Pakistani,Pakistanis|Islamabad,Karachi,Lahore,Peshawar,Quetta,Rawalpindi|
Palestine|Palestinian,Palestinians|Ramallah,Gaza City,Rafah,Khan Younis|State of Palestine
Panama|Panamanian|Panama City|
Papua New Guinea||Port Moresby|
Paraguay|Paraguayan|Asunción,Asuncion|
Peru|Peruvian,Peruvians|Lima|
Philippines|Filipino,Filipinos,Philippine|Manila,Davao|The Philippines
Poland|Polish,Pole,Poles|Warsaw,Krakow,Gdansk|
Portugal|Portuguese|Lisbon,Porto|
Puerto Rico|Puerto Rican,Puerto Ricans|San Juan|
Qatar|Qatari,Qataris|Doha|
Romania|Romanian,Romanians|Bucharest|
Russia|Russian,Russians|Moscow,St. Petersburg,St Petersburg,Saint Petersburg,Rostov,Kursk,Belgorod,Vladivostok|Russian Federation
Rwanda|Rwandan,Rwandans|Kigali|
Saudi Arabia|Saudi,Saudis|Riyadh,Jeddah,Mecca|
Scotland|Scottish,Scot,Scots|Edinburgh,Glasgow,Aberdeen|
Senegal|Senegalese|Dakar|
Serbia|Serbian,Serb,Serbs|Belgrade,Novi Sad|
Sierra Leone||Freetown|
Singapore|Singaporean,Singaporeans||
Slovakia|Slovak,Slovaks|Bratislava|
Slovenia|Slovenian,Slovene|Ljubljana|
Somalia|Somali,Somalis|Mogadishu|
South Africa|South African,South Africans|Pretoria,Cape Town,Johannesburg,Durban|
South Korea|South Korean,South Koreans,Korean,Koreans|Seoul,Busan|Republic of Korea,Korea
South Sudan|South Sudanese|Juba|
Spain|Spanish,Spaniard,Spaniards|Madrid,Barcelona,Valencia,Seville|
Sri Lanka|Sri Lankan,Sri Lankans|Colombo,Kandy,Jaffna|
Sudan|Sudanese|Khartoum,Omdurman,El Fasher|
Suriname|Surinamese|Paramaribo|
Sweden|Swedish,Swede,Swedes|Stockholm,Gothenburg,Malmo,Kiruna|
Switzerland|Swiss|Bern,Geneva,Zurich,Davos|
Syria|Syrian,Syrians|Damascus,Aleppo,Homs,Idlib|
Taiwan|Taiwanese|Taipei|
Tajikistan|Tajik|Dushanbe|
Tanzania|Tanzanian|Dodoma,Dar es Salaam|
Thailand|Thai,Thais|Bangkok,Phuket,Chiang Mai|
Tibet|Tibetan,Tibetans|Lhasa|
Togo|Togolese|Lomé|
Trinidad and Tobago|Trinidadian|Port of Spain|
Tunisia|Tunisian,Tunisians|Tunis|
Turkey|Turkish,Turk,Turks|Ankara,Istanbul,Izmir|Türkiye,Turkiye
Turkmenistan|Turkmen|Ashgabat|
Uganda|Ugandan,Ugandans|Kampala|
Ukraine|Ukrainian,Ukrainians|Kyiv,Kiev,Kharkiv,Odesa,Odessa,Lviv,Kherson,Dnipro,Zaporizhzhia,Mariupol,Donetsk,Luhansk|
United Arab Emirates|Emirati,Emiratis|Abu Dhabi,Dubai|UAE,U.A.E.
United Kingdom|British,Briton,Britons,Brits|London,Manchester,Birmingham,Liverpool,Leeds,Bristol,Sheffield,Newcastle|UK,U.K.,Britain,Great Britain
United States|American,Americans||US,U.S.,USA,U.S.A.,United States of America,America
England|English,Englishman||
Wales|Welsh|Cardiff,Swansea|
Uruguay|Uruguayan|Montevideo|
Uzbekistan|Uzbek|Tashkent|
Vatican City|||Vatican,Holy See
Venezuela|Venezuelan,Venezuelans|Caracas|
Vietnam|Vietnamese|Hanoi,Ho Chi Minh City|
Yemen|Yemeni,Yemenis|Sanaa,Sana'a,Aden|
Zambia|Zambian|Lusaka|
Zimbabwe|Zimbabwean,Zimbabweans|Harare,Bulawayo|
European Union|||EU,E.U.
"""

#: US states with the abbreviations of the Associated Press.
_STATES = """
Alabama|Ala.;Alaska|;Arizona|Ariz.;Arkansas|Ark.;California|Calif.;Colorado|Colo.;
Connecticut|Conn.;Delaware|Del.;Florida|Fla.;Hawaii|;Idaho|;Illinois|Ill.;Indiana|Ind.;Iowa|;
Kansas|Kan.;Kentucky|Ky.;Louisiana|La.;Maine|;Maryland|Md.;Massachusetts|Mass.;Michigan|Mich.;
Minnesota|Minn.;Mississippi|Miss.;Missouri|Mo.;Montana|Mont.;Nebraska|Neb.;Nevada|Nev.;
New Hampshire|N.H.;New Jersey|N.J.;New Mexico|N.M.;New York|N.Y.;North Carolina|N.C.;
North Dakota|N.D.;Ohio|;Oklahoma|Okla.;Oregon|Ore.;Pennsylvania|Pa.;Rhode Island|R.I.;
South Carolina|S.C.;South Dakota|S.D.;Tennessee|Tenn.;Texas|;Utah|;Vermont|Vt.;Virginia|Va.;
Washington|Wash.;West Virginia|W.Va.;Wisconsin|Wis.;Wyoming|Wyo.
"""

_OTHER_PLACES = """
Los Angeles;Chicago;Houston;Phoenix;Philadelphia;San Antonio;San Diego;Dallas;Austin;San Francisco;
Seattle;Denver;Boston;Detroit;Nashville;Memphis;Portland;Las Vegas;Baltimore;Milwaukee;Atlanta;
Miami;Minneapolis;New Orleans;Cleveland;Tampa;Orlando;Pittsburgh;Cincinnati;St. Louis;Kansas City;
Sacramento;Oakland;Salt Lake City;Washington D.C.;Washington, D.C.;Washington DC;New York City;NYC;
Brooklyn;Manhattan;Queens;Bronx;Staten Island;Long Island;Capitol Hill;Silicon Valley;Wall Street;
El Paso;Anchorage;Honolulu;Buffalo;Charlotte;Raleigh;Richmond;Fort Worth;Jacksonville;
Indianapolis;Columbus;St. Paul;Des Moines;Little Rock;Baton Rouge;Everglades;
Gaza;Gaza Strip;West Bank;East Jerusalem;Golan Heights;Crimea;Donbas;Donbass;Kashmir;Punjab;
Maharashtra;Uttar Pradesh;Bihar;Gujarat;Kerala;Tamil Nadu;Karnataka;Rajasthan;West Bengal;Assam;
Madhya Pradesh;Andhra Pradesh;Telangana;Odisha;Haryana;Jharkhand;Chhattisgarh;Uttarakhand;Goa;
Ladakh;Manipur;Sindh;Balochistan;Khyber Pakhtunkhwa;Xinjiang;Guangdong;Darfur;Tigray;Sahel;Sinai;
Kurdistan;Catalonia;Bavaria;Siberia;Chechnya;Quebec;Ontario;Alberta;British Columbia;Nova Scotia;
New South Wales;Victoria;Queensland;Tasmania;Europe;Asia;Africa;North America;South America;
Latin America;Central America;Middle East;Far East;Southeast Asia;South Asia;Eastern Europe;
Western Europe;Balkans;Caucasus;Caribbean;Scandinavia;Arctic;Antarctica;Antarctic;Mediterranean;
Atlantic;Pacific;Indian Ocean;Red Sea;Black Sea;South China Sea;Baltic Sea;Persian Gulf;Gulf of Mexico;
Strait of Hormuz;Sahara;Amazon rainforest;Himalayas;Alps;Nile;Danube;Seine;Thames;Rhine;Caspian Sea
"""

_REGION_ADJECTIVES = {
    "European": "Europe", "Europeans": "Europe", "African": "Africa", "Africans": "Africa",
    "Asian": "Asia", "Asians": "Asia", "Californian": "California", "Texan": "Texas",
    "Texans": "Texas", "Kashmiri": "Kashmir", "Gazan": "Gaza", "Gazans": "Gaza",
    "Londoner": "London", "Londoners": "London", "New Yorker": "New York",
    "New Yorkers": "New York", "Crimean": "Crimea", "Chechen": "Chechnya", "Kurdish": "Kurdistan",
    "Caribbean": "Caribbean", "Floridian": "Florida", "Floridians": "Florida",
}  # fmt: skip


def _rows() -> list[list[list[str]]]:
    lines = (line for line in _COUNTRIES.strip().split("\n"))
    return [[[w for w in cell.split(",") if w] for cell in line.split("|")] for line in lines]


def _adjectives() -> dict[str, str]:
    table = {adjective: row[0][0] for row in _rows() for adjective in row[1]}
    return table | _REGION_ADJECTIVES


def _places() -> dict[str, str]:
    table: dict[str, str] = {}
    for country, _, cities, others in _rows():
        table[country[0]] = country[0]
        table.update({city: city for city in cities})
        table.update(dict.fromkeys(others, country[0]))
    for entry in _STATES.replace("\n", "").split(";"):
        state, short = entry.split("|")
        table[state] = state
        if short:
            table[short] = state
    table.update({p: p for p in _OTHER_PLACES.replace("\n", "").split(";")})
    table.update({"NYC": "New York City", "Kiev": "Kyiv", "Washington D.C.": "Washington"})
    table.update({"Washington, D.C.": "Washington", "Washington DC": "Washington"})
    return table


#: Adjective or demonym → place: "Russian" → "Russia".
ADJECTIVES: dict[str, str] = _adjectives()
#: Place as written → its usual name: "U.K." → "United Kingdom".
PLACES: dict[str, str] = _places()
#: Countries (and the European Union), usual names.
COUNTRIES: frozenset[str] = frozenset(row[0][0] for row in _rows())


def place_of_adjective(word: str) -> str | None:
    """Return the place that an adjective or demonym belongs to: "Russian" → "Russia"."""
    return ADJECTIVES.get(word)


def place_name(text: str) -> str | None:
    """Return the usual name of a place in the table: "U.K." → "United Kingdom"."""
    return PLACES.get(text) or PLACES.get(text.removeprefix("the ").removeprefix("The "))
