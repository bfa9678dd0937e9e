"""What people say on the forum site: bodies of posts, comments, replies, messages."""

from __future__ import annotations

BODIES = (
    "I have been thinking about this for a while and would like to hear how others do it.",
    "Photos will follow when the weather is better. Ask me anything until then.",
    "It took longer than planned, but I am happy with how it turned out.",
    "My budget is small and my patience is smaller. What would you do in my place?",
    "The short version: measure twice, start early and do not trust the first forecast.",
    "I wrote down what worked and what did not, so that you can skip my mistakes.",
    "Nobody around me cares about this, so I am telling you instead.",
    "I asked three people and got four answers, so here I am.",
    "Some of this may be obvious to you, but it was not to me.",
    "Half of what I had read about it turned out to be wrong.",
    "I will keep this post up to date while I learn more.",
    "Be kind, this is only my second attempt.",
)

OPENINGS = (
    "Thank you for writing this up.",
    "I tried the same last year.",
    "Not sure that I agree.",
    "This made my morning.",
    "I have wondered about that too.",
    "You are braver than I am.",
    "Interesting, and a little worrying.",
    "My experience was quite different.",
    "I showed this to a friend.",
    "That is a fair question.",
    "I came here to say just that.",
    "We talked about it at dinner.",
    "It depends on how much time you have.",
    "Please post an update when you are done.",
)

REMARKS = (
    "I gave up after a week and do not regret it.",
    "Could you tell us a little more about the cost?",
    "Start small, you can always add to it later.",
    "My neighbour swears by it and I still do not believe him.",
    "There was a long thread about this in spring.",
    "I would wait for better weather first.",
    "The second part is my favourite.",
    "Honestly, the cheap version is good enough.",
    "Nobody in my family complained.",
    "The hard part comes after the first month.",
    "I keep a list of such things on the fridge.",
    "A second pair of hands helps a lot.",
    "Half the fun is in getting ready for it.",
    "Never do it on an empty stomach.",
    "You may want to ask somebody local.",
    "It rained the whole time when I did it.",
    "I still have the old one in the cellar.",
    "Somebody should make a map of it.",
)

REPLIES = (
    "Good point, I had not thought of that.",
    "That was different for me.",
    "Do you remember where you read that?",
    "Seconded.",
    "I will try it and report back.",
    "Only on Sundays.",
    "You have convinced me.",
    "I would not go that far.",
)

MESSAGES = (
    "Are you coming to the meeting on Thursday?",
    "Do you still have the map that you mentioned?",
    "Thank you for your long answer the other day!",
    "May I quote your post in our newsletter?",
    "Which edition did you mean?",
    "I found the link that you were looking for.",
    "Would you like to swap seeds in autumn?",
    "How did the weekend trip go?",
    "Can you recommend a shop near the station?",
    "Your last photo was lovely.",
    "Did the repair hold?",
    "We are short of one player on Friday, are you in?",
)
