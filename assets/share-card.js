// Which of the three doors: share-card.html?govern
document.body.className = location.search.slice(1) || "teach";
