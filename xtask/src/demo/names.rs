//! Made-up people. The data set has no names; these come from lists and belong to nobody.

use super::chance::one_of;

pub fn given(student: &str, gender: &str) -> &'static str {
    one_of(student, "given name", if gender == "F" { WOMEN } else { MEN })
}

pub fn family(student: &str) -> &'static str {
    one_of(student, "family name", FAMILIES)
}

#[rustfmt::skip]
const WOMEN: &[&str] = &[
    "Abena", "Adaeze", "Aisha", "Alice", "Amara", "Amelia", "Amina", "Ana", "Angharad", "Anika", "Aoife", "Ayşe", "Beatriz",
    "Beth", "Bronwen", "Caitlin", "Carys", "Charlotte", "Chidinma", "Chloe", "Ciara", "Daisy", "Deepa", "Eilidh", "Eleri",
    "Elif", "Ella", "Emily", "Erin", "Esi", "Esther", "Eve", "Farah", "Fatima", "Ffion", "Fiona", "Freya", "Gabriela",
    "Grace", "Hafsa", "Halima", "Hannah", "Harriet", "Heledd", "Ingrid", "Iona", "Isla", "Jasmine", "Jaya", "Jessica",
    "Jing", "Joanna", "Kavita", "Kemi", "Khadija", "Laura", "Layla", "Leila", "Lena", "Lin", "Lowri", "Lucy", "Magdalena",
    "Maisie", "Maja", "Margaret", "Mariam", "Marta", "Maryam", "Mei", "Megan", "Mia", "Mina", "Molly", "Nadia", "Naomi",
    "Natasha", "Ngozi", "Niamh", "Nicola", "Nkechi", "Noor", "Olga", "Olivia", "Oluchi", "Orla", "Parveen", "Phoebe",
    "Pooja", "Priya", "Rachel", "Rania", "Rebecca", "Reem", "Rhiannon", "Rosa", "Rosie", "Ruth", "Saba", "Salma", "Sana",
    "Sara", "Seren", "Shanice", "Shreya", "Siân", "Sinéad", "Sofia", "Sophie", "Sunita", "Tamara", "Tanisha", "Temitope",
    "Thandiwe", "Valentina", "Wanjiru", "Xin", "Yasmin", "Yetunde", "Yu", "Zainab", "Zara", "Zoë", "Zofia",
];

#[rustfmt::skip]
const MEN: &[&str] = &[
    "Aaron", "Abdul", "Adam", "Adebayo", "Ahmed", "Aidan", "Alasdair", "Alejandro", "Ali", "Amir", "Andrew", "Aneurin",
    "Anil", "Arjun", "Arthur", "Ashok", "Babatunde", "Ben", "Bilal", "Bogdan", "Callum", "Carlos", "Chidi", "Chris", "Cian",
    "Connor", "Daniel", "Darius", "David", "Deepak", "Dewi", "Diego", "Dylan", "Edward", "Ekow", "Elliot", "Emeka", "Emre",
    "Ethan", "Euan", "Faisal", "Femi", "Finlay", "Fraser", "Gareth", "George", "Gethin", "Haris", "Harry", "Hassan", "Henry",
    "Hussain", "Hywel", "Ian", "Ibrahim", "Idris", "Imran", "Ismail", "Ivan", "Iwan", "Jack", "Jakub", "James", "Jamal",
    "Jin", "Joseph", "Josh", "Joshua", "Kai", "Karim", "Kenji", "Kieran", "Kofi", "Kwame", "Lamin", "Leo", "Lewis", "Liam",
    "Luca", "Łukasz", "Malik", "Marcus", "Mateusz", "Matthew", "Michael", "Mohammed", "Morgan", "Murray", "Musa", "Nathan",
    "Nikhil", "Noah", "Obinna", "Oliver", "Omar", "Oscar", "Osian", "Owen", "Patrick", "Paul", "Peter", "Piotr", "Rahul",
    "Raj", "Rhys", "Robert", "Rohan", "Ruairí", "Ryan", "Sam", "Samir", "Seán", "Sipho", "Stefan", "Tariq", "Thabo", "Thomas",
    "Tomos", "Tunde", "Umar", "Vikram", "Wei", "William", "Yusuf", "Zain",
];

#[rustfmt::skip]
const FAMILIES: &[&str] = &[
    "Abdi", "Abubakar", "Acheampong", "Adeyemi", "Agarwal", "Ahmed", "Akhtar", "Akinola", "Ali", "Allen", "Amoah", "Andersson",
    "Anderson", "Asante", "Ashworth", "Bailey", "Baker", "Banerjee", "Banks", "Barker", "Barnes", "Bashir", "Begum", "Bell",
    "Bennett", "Bevan", "Bhatt", "Boateng", "Bowen", "Brennan", "Brown", "Burke", "Butler", "Byrne", "Cameron", "Campbell",
    "Carter", "Chan", "Chaudhry", "Chen", "Chowdhury", "Clarke", "Collins", "Cooper", "Costa", "Craig", "Cruz", "Das", "Davies",
    "Desai", "Dhillon", "Diallo", "Dixon", "Doherty", "Douglas", "Edwards", "Ellis", "Eze", "Evans", "Farouk", "Fernandes",
    "Fisher", "Fletcher", "Foster", "Fraser", "García", "Ghosh", "Gibson", "Gill", "González", "Graham", "Grant", "Gray",
    "Green", "Griffiths", "Gupta", "Hall", "Hamid", "Hamilton", "Harris", "Harrison", "Hassan", "Hill", "Ho", "Holmes",
    "Hossain", "Howells", "Huang", "Hughes", "Hunter", "Hussain", "Ibrahim", "Iqbal", "Islam", "Iyer", "Jackson", "James",
    "Jenkins", "Johnson", "Johnston", "Jones", "Joshi", "Kamara", "Kapoor", "Kaur", "Kelly", "Kennedy", "Khan", "Kiełbasa",
    "Kim", "King", "Kowalczyk", "Kumar", "Lam", "Lawson", "Lee", "Lewis", "Li", "Lin", "Liu", "Lloyd", "López", "MacDonald",
    "MacLeod", "Mahmood", "Malik", "Marshall", "Martin", "Mason", "McCarthy", "McGregor", "Mehta", "Mensah", "Mills", "Mitchell",
    "Mohamed", "Moore", "Morgan", "Morris", "Morrison", "Moyo", "Müller", "Murphy", "Murray", "Musa", "Mwangi", "Nair", "Ncube",
    "Nguyen", "Nowak", "O'Brien", "O'Connor", "O'Neill", "Obi", "Ofori", "Okafor", "Okeke", "Okonkwo", "Omar", "Osei", "Owusu",
    "Palmer", "Parker", "Patel", "Pereira", "Perera", "Phillips", "Popescu", "Powell", "Price", "Qureshi", "Rahman", "Rao",
    "Rashid", "Reid", "Reilly", "Reddy", "Rees", "Richards", "Roberts", "Robinson", "Rogers", "Ross", "Rossi", "Roy", "Ryan",
    "Sadiq", "Saeed", "Salih", "Sandhu", "Santos", "Scott", "Şahin", "Shah", "Sharma", "Shaw", "Sheikh", "Silva", "Simpson",
    "Singh", "Smith", "Stewart", "Sutherland", "Suzuki", "Tan", "Taylor", "Thapa", "Thomas", "Thompson", "Tran", "Turner",
    "Uddin", "Usman", "Vaughan", "Walker", "Walsh", "Wang", "Ward", "Watson", "White", "Williams", "Wilson", "Wong", "Wood",
    "Wright", "Wu", "Yadav", "Yang", "Yeboah", "Yılmaz", "Young", "Zhang", "Zhou", "Zieliński",
];
