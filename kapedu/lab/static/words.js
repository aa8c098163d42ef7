// Made by `kapedu map write` from kapedu/language and the lessons. Do not edit.
export const WORDS = {
  "uk": {
    "Starting the lesson…": "Урок запускається…",
    "This lesson has activities to try.": "У цьому уроці є вправи.",
    "Start the lesson": "Розпочати урок",
    "This notebook contains other code; run it yourself if you trust it.": "Цей блокнот містить сторонній код; запустіть його самі, якщо довіряєте.",
    "Not run because of:": "Не запущено через:",
    "The lesson could not start: the program behind it is not there.": "Урок не вдалося запустити: програма, що його обслуговує, недоступна.",
    "A part of this lesson could not start. Start the lesson again; if that does not help, tell your instructor.": "Частину уроку не вдалося запустити. Почніть урок знову; якщо це не допоможе, повідомте викладача.",
    "Start again": "Почати знову",
    "Ready": "Готово",
    "Starting the lesson again…": "Урок запускається знову…",
    "The lesson could not start again:": "Урок не вдалося запустити знову:",
    "The lesson has stopped.": "Урок зупинився.",
    "The list of assignments is not installed here. Ask your instructor how to hand in.": "Переліку завдань тут не встановлено. Запитайте викладача, як здати роботу.",
    "This lesson": "Цей урок",
    "Course home": "Головна",
    "Previous": "Назад",
    "Next": "Далі",
    "Show code": "Показати код",
    "Print": "Друк",
    "Hide code": "Сховати код",
    "Previous lesson": "Попередній урок",
    "Next lesson": "Наступний урок",
    "Details for your instructor": "Подробиці для викладача",
    "Way through the course": "Шлях курсом",
    "From receptor to network": "Від рецептора до мережі",
    "From dose to blood": "Від дози до крові",
    "From blood to experience and mood": "Від крові до переживання й настрою",
    "Why add psychotherapy?": "Навіщо додавати психотерапію?",
    "Who?": "Кому?",
    "What is given": "Що призначають",
    "How it varies": "Як це різниться",
    "Pairing with psychotherapy": "Поєднання з психотерапією",
    "Personalise and maintain": "Індивідуалізувати й підтримувати",
    "Preparation": "Підготовка",
    "Administration": "Уведення",
    "The altered state": "Змінений стан",
    "Therapeutic exploration": "Терапевтичне дослідження",
    "Integration": "Інтеграція",
    "Two hours after": "Дві години потому",
    "Who should not": "Кому не слід",
    "Emergencies": "Невідкладні стани",
    "The long run": "Віддалена перспектива",
    "From claim to source": "Від твердження до джерела",
    "Reading a trial": "Читаємо дослідження",
    "Pooling": "Об’єднання даних",
    "How sure, and how to say it": "Наскільки певно і як це сказати",
    "Design your own trial": "Сплануйте власне дослідження"
  }
};
export const TRANSLATED = {
  "uk": [
    "modules/1-mechanism/1-receptor-to-network.ipynb"
  ]
};
